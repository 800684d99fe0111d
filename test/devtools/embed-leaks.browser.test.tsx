import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BusDevtools, mountDevtools, registerBus } from "eventdeck/devtools";
import { expect, it, onTestFinished, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { addToPage, hosts, openShop } from "./embed-page.ts";

/** What is open on the page: listeners of what outlives the panel, observers, channels, timers that repeat, styles and attributes. */
function watchPage() {
  const open = { listeners: [] as string[], observers: 0, channels: 0, intervals: 0 };
  watchListeners(open.listeners);
  watchMade("MutationObserver", ["disconnect"], (by) => (open.observers += by));
  watchMade("ResizeObserver", ["disconnect"], (by) => (open.observers += by));
  watchMade("BroadcastChannel", ["close"], (by) => (open.channels += by));
  const interval = vi.spyOn(window, "setInterval");
  const opened = vi.spyOn(window, "open");
  onTestFinished(() => void vi.restoreAllMocks());
  return () => ({ ...open, listeners: open.listeners.toSorted(), intervals: interval.mock.calls.length, windows: opened.mock.calls.length, ...traces() });
}

function traces() {
  return {
    head: document.head.innerHTML,
    sheets: [document.styleSheets.length, document.adoptedStyleSheets.length],
    attributes: [document.documentElement, document.body].map((element) => element.getAttributeNames().join(" ")),
    children: [...document.documentElement.children].map(({ tagName }) => tagName),
    globals: Object.keys(window).length,
  };
}

function watchListeners(open: string[]): void {
  const kept = [window, document, document.documentElement, document.body];
  const name = (target: EventTarget, type: string, capture: boolean) =>
    `${type} at ${target instanceof Node ? target.nodeName : "window"}${capture ? ", capture" : ""}`;
  const captures = (options: unknown) =>
    typeof options === "object" && options !== null && "capture" in options ? options.capture === true : options === true;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const known = new Map<unknown, string[]>();
  const drop = (what: string, listener: unknown) => {
    const names = known.get(listener);
    const at = names?.indexOf(what) ?? -1;
    if (at < 0) return;
    names?.splice(at, 1);
    open.splice(open.indexOf(what), 1);
  };
  vi.spyOn(EventTarget.prototype, "addEventListener").mockImplementation(function (this: EventTarget, type, listener, options) {
    addEventListener.call(this, type, listener, options);
    // React tells roots apart by the listeners of their document, and never takes this one back.
    if (!kept.some((each) => each === (this ?? window)) || type === "selectionchange") return;
    const what = name(this ?? window, type, captures(options));
    open.push(what);
    known.set(listener, [...(known.get(listener) ?? []), what]);
    if (typeof options === "object") options.signal?.addEventListener("abort", () => drop(what, listener));
  });
  vi.spyOn(EventTarget.prototype, "removeEventListener").mockImplementation(function (this: EventTarget, type, listener, options) {
    removeEventListener.call(this, type, listener, options);
    drop(name(this ?? window, type, captures(options)), listener);
  });
}

function watchMade(name: "MutationObserver" | "ResizeObserver" | "BroadcastChannel", ends: readonly string[], count: (by: number) => void): void {
  const Real = globalThis[name];
  const made = new Proxy(Real, {
    construct(target, parameters) {
      const one = Reflect.construct(target, parameters);
      let isOpen = true;
      count(1);
      for (const end of ends) {
        const act = one[end].bind(one);
        one[end] = () => {
          if (isOpen) count(-1);
          isOpen = false;
          act();
        };
      }
      // An observer may be used again after it was disconnected.
      if ("observe" in one) {
        const observe = one.observe.bind(one);
        one.observe = (...observed: unknown[]) => {
          if (!isOpen) count(1);
          isOpen = true;
          observe(...observed);
        };
      }
      return one;
    },
  });
  vi.stubGlobal(name, made);
  onTestFinished(() => void vi.unstubAllGlobals());
}

async function useThePanel(): Promise<void> {
  await userEvent.click(page.getByRole("button", { name: /the event deck/ }).first());
  await expect.element(page.getByRole("separator").first()).toBeInTheDocument();
  const dialog = addToPage("dialog", "<p>Modal</p>");
  dialog.showModal();
  await expect.poll(() => hosts().every((host) => host.parentNode === dialog)).toBe(true);
  dialog.remove();
  await userEvent.click(page.getByRole("button", { name: "Dock at the right" }));
}

it("one panel after another leaves nothing behind, however it was used", async () => {
  const bus = openShop();
  const left = watchPage();
  const before = left();
  for (let times = 0; times < 3; times += 1) {
    const devtools = mountDevtools({ bus, shortcut: "Ctrl+Shift+E", preserve: false });
    await useThePanel();
    devtools.unmount();
    devtools.unmount();
    expect(hosts()).toEqual([]);
    await expect.poll(left).toEqual(before);
  }
});

it("two panels on one page leave nothing behind, and neither takes away the other's", async () => {
  const bus = openShop();
  const left = watchPage();
  const before = left();
  const first = mountDevtools({ bus, preserve: false });
  const one = left();
  const second = mountDevtools({ bus, preserve: false });
  await useThePanel();
  second.unmount();
  await expect.poll(() => left().listeners).toEqual(one.listeners);
  expect(hosts().length).toBe(1);
  first.unmount();
  await expect.poll(left).toEqual(before);
});

it("in React, strict mode and mounting again leave nothing behind", async () => {
  const bus = openShop();
  const root = createRoot(addToPage("div"));
  onTestFinished(() => root.unmount());
  root.render(<p>The application</p>);
  await expect.element(page.getByText("The application")).toBeVisible();
  const left = watchPage();
  const before = left();
  for (let times = 0; times < 3; times += 1) {
    root.render(
      <StrictMode>
        <BusDevtools bus={bus} preserve={false} />
      </StrictMode>,
    );
    await useThePanel();
    root.render(<p>The application</p>);
    await expect.poll(left).toEqual(before);
  }
});

it("without a bus of its own, it lets go of the other tabs", async () => {
  const left = watchPage();
  const before = left();
  const unregister = registerBus(openShop(), "shop");
  const registered = left();
  const devtools = mountDevtools({ preserve: false, initiallyOpen: true });
  await expect.poll(() => left().channels).toBeGreaterThan(registered.channels);
  devtools.unmount();
  expect(left().channels).toBe(registered.channels);
  unregister();
  expect(left().channels).toBe(before.channels);
});

it("mounted, it gives the page no style, no class and no global (react#16456, vuejs/devtools#233)", async () => {
  const before = traces();
  const devtools = mountDevtools({ bus: openShop(), preserve: false, initiallyOpen: true });
  onTestFinished(() => devtools.unmount());
  await expect.element(page.getByRole("separator")).toBeInTheDocument();
  expect(traces()).toEqual({ ...before, children: [...before.children, "EVENTDECK-DEVTOOLS"] });
});

it("no rule of the page gets in, not even an important one (TanStack/query#6032, vuejs/devtools#831)", async () => {
  const style = addToPage("style", "", document.head);
  style.textContent =
    "html *, body > *, html > :not(head, body) { color: rgb(255, 0, 0) !important; display: none !important; font: 40px serif !important } eventdeck-devtools { position: static !important }";
  const devtools = mountDevtools({ bus: openShop(), preserve: false, initiallyOpen: true, theme: "light" });
  onTestFinished(() => devtools.unmount());
  await expect.element(page.getByRole("region", { name: "Event deck" })).toBeVisible();
  const { color, fontSize } = getComputedStyle(page.getByRole("region", { name: "Event deck" }).element());
  expect([color, fontSize]).toEqual(["rgb(22, 26, 33)", "13px"]);
  expect(getComputedStyle(hosts()[0]!)).toMatchObject({ position: "fixed", display: "block" });
});
