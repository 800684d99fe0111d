import { act } from "react";
import { expect, it, onTestFinished } from "vitest";
import { App, bus } from "./cart-example.tsx";
import { mount, strictly } from "./mount.tsx";

it("the example of the README works", async () => {
  onTestFinished(() => bus.close());
  const { container } = mount(strictly(<App />));
  const shown = () => [...container.querySelectorAll("output, button:nth-of-type(2), p")].map(({ textContent }) => textContent);
  const click = (label: string) =>
    act(async () => {
      [...container.querySelectorAll("button")].find(({ textContent }) => textContent === label)?.click();
      await bus.flush();
    });
  expect(shown()).toEqual(["0 cents", "What is it?", "Nothing yet", ""]);
  await click("Add");
  await click("What is it?");
  act(() => void bus.emit({ type: "payment.failed", input: { reason: "card expired" }, options: { priority: "immediate" } }));
  expect(shown()).toEqual(["250 cents", "300 cents", "Last: A-1", "card expired"]);
});
