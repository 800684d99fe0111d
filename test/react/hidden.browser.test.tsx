import * as React from "react";
import { act, type ReactNode } from "react";
import { defineEvent, payload } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { BusProvider, useEvent, useLatest } from "eventdeck/react";
import { expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { mount } from "./mount.tsx";
import { listeners } from "./subscribed.ts";

const priced = defineEvent("price.changed", payload<{ readonly cents: number; readonly secret?: string }>(), { priority: "immediate" });

// React has it since version 19.2.
const activities = "Activity" in React ? [React.Activity] : [];

it(`there ${activities.length === 1 ? "is" : "is no"} Activity in React ${React.version}`, () => {
  expect(activities).toHaveLength(React.version.startsWith("18.") ? 0 : 1);
});

for (const Activity of activities) {
  function openScene(options?: Parameters<typeof openBus>[0]) {
    const { bus } = openBus(options);
    const heard: number[] = [];
    function Price({ mark }: { readonly mark: string }) {
      useEvent(priced, (event) => heard.push(event.payload.cents));
      const event = useLatest(priced);
      return <p>{`${mark}: ${event?.payload.cents} ${event?.payload.secret}`}</p>;
    }
    const view = (mode: "visible" | "hidden", mark = ""): ReactNode => (
      <BusProvider bus={bus}>
        <Activity mode={mode}>
          <Price mark={mark} />
        </Activity>
      </BusProvider>
    );
    const price = (cents: number) => act(() => void bus.emit(priced({ cents, secret: "new" })));
    return { bus, heard, view, price };
  }

  it("a hidden activity hears nothing, and is up to date when it is rendered or shown", () => {
    const { bus, heard, view, price } = openScene();
    const { render, text } = mount(view("visible", "1"));
    price(1);
    render(view("hidden", "2"));
    expect(listeners(bus)).toEqual([]);
    price(2);
    render(view("hidden", "3"));
    expect(text()).toBe("3: 2 new");
    price(3);
    render(view("visible", "4"));
    expect(text()).toBe("4: 3 new");
    price(4);
    expect(heard).toEqual([1, 4]);
    expect(listeners(bus)).toHaveLength(2);
  });

  it("an activity that is shown again still has the event as it heard it", () => {
    const { view, price } = openScene({ middleware: [redact({ keys: ["secret"] })] });
    const { render, text } = mount(view("visible"));
    price(1);
    render(view("hidden"));
    render(view("visible"));
    expect(text()).toBe(": 1 new");
  });
}
