import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { expect, it, onTestFinished } from "vitest";
import { page, userEvent } from "vitest/browser";
import { createBus } from "eventdeck";
import { createDeck, PanelModel } from "../../devtools/model/index.ts";
import { laterPopup } from "../../devtools/panel/later-popup.tsx";
import type { Area } from "../../devtools/panel/later-view.tsx";
import { PanelContext } from "../../devtools/panel/panel-context.ts";
import { createLocalTarget, Store, type Target } from "../../devtools/target/index.ts";
import { ShadowHost } from "./shadow-host.tsx";

interface ChoiceProps {
  readonly onKey: (key: string) => void;
  readonly onClose: (refocus: boolean) => void;
}

function Choice({ onKey, onClose }: ChoiceProps) {
  const choice = useRef<HTMLDivElement>(null);
  useEffect(() => choice.current?.focus(), []);
  const onKeyDown = ({ key }: KeyboardEvent) => (key === "Escape" ? onClose(true) : onKey(key));
  return <div ref={choice} role="menu" aria-label="Choice" tabIndex={-1} onKeyDown={onKeyDown} />;
}

/** A button that opens a choice whose code comes when the test lets it, or not. */
function show() {
  const keys: string[] = [];
  const loads: { readonly resolve: (area: Area<ChoiceProps>) => void; readonly reject: (error: Error) => void }[] = [];
  const Later = laterPopup<ChoiceProps>(
    "The choice",
    () =>
      new Promise((resolve, reject) => {
        loads.push({ resolve, reject });
      }),
  );
  const bus = createBus({ source: "shop" });
  const target = createLocalTarget(bus, { name: "shop", place: "here" });
  const panel = new PanelModel({ createDeck, targets: new Store<readonly Target[]>([target]) });
  const { deck } = panel.state;
  if (!deck) throw new Error("The panel has made no deck for its bus.");
  function Opener() {
    const [open, setOpen] = useState(false);
    return (
      <>
        <button type="button" aria-expanded={open} onClick={() => setOpen(true)}>
          Choose
        </button>
        {open && <Later onKey={(key) => keys.push(key)} onClose={() => setOpen(false)} />}
      </>
    );
  }
  const place = document.createElement("div");
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <PanelContext.Provider value={{ panel, deck, focusList: () => {}, filter: { current: null } }}>
      <ShadowHost theme="light">
        <Opener />
      </ShadowHost>
    </PanelContext.Provider>,
  );
  onTestFinished(async () => {
    root.unmount();
    place.remove();
    panel.dispose();
    target.close();
    await bus.close({ drain: false });
  });
  return { keys, loads, panel };
}

const button = page.getByRole("button", { name: "Choose" });
const choice = page.getByRole("menu", { name: "Choice" });
const come: Area<ChoiceProps> = { View: Choice };

it("keeps the keys that are pressed before it has come, in order, and presses them then", async () => {
  const { keys, loads } = show();
  await userEvent.click(button);
  await expect.poll(() => loads.length).toBe(1);
  await userEvent.keyboard("b{ArrowDown}{Enter}");
  expect(keys).toEqual([]);
  loads[0]?.resolve(come);
  await expect.element(choice).toBeInTheDocument();
  await expect.poll(() => keys).toEqual(["b", "ArrowDown", "Enter"]);
  await userEvent.keyboard("c");
  expect(keys.at(-1)).toBe("c");
});

it("is closed by Escape before it has come, and is there at once when it is opened after that", async () => {
  const { loads } = show();
  await userEvent.click(button);
  await expect.poll(() => loads.length).toBe(1);
  await userEvent.keyboard("{Escape}");
  await expect.element(button).toHaveAttribute("aria-expanded", "false");
  loads[0]?.resolve(come);
  await userEvent.click(button);
  await expect.element(choice).toBeInTheDocument();
  expect(loads.length).toBe(1);
});

it("says in a notice that it did not come, counts as closed, and is loaded again by the next press", async () => {
  const { loads, panel } = show();
  await userEvent.click(button);
  await expect.poll(() => loads.length).toBe(1);
  loads[0]?.reject(new TypeError("Failed to fetch"));
  await expect.element(button).toHaveAttribute("aria-expanded", "false");
  expect(panel.state.notice).toContain("The choice could not be loaded (Failed to fetch).");
  await userEvent.click(button);
  await expect.poll(() => loads.length).toBe(2);
  loads[1]?.resolve(come);
  await expect.element(choice).toBeInTheDocument();
});
