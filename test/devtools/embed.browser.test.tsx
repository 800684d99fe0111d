import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { createBus, type Bus } from "eventdeck";
import { BusDevtools, type DevtoolsOptions, type Inset, mountDevtools, registerBus } from "eventdeck/devtools";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Locator, page, userEvent } from "vitest/browser";
import { addToPage, hosts, openDevtools, openShop, shadow } from "./embed-page.ts";

const trigger = () => page.getByRole("button", { name: /the event deck/ });
const separator = () => page.getByRole("separator", { name: "Resize the panel" });
const deck = () => page.getByRole("region", { name: "Event deck" });

beforeEach(() => localStorage.clear());

async function focus(locator: Locator): Promise<void> {
  await expect.element(locator).toBeInTheDocument();
  const element = locator.element();
  if (element instanceof HTMLElement) element.focus();
}

/** Renders an application into the page until the test ends. */
function renderApp(app: React.ReactNode) {
  const root = createRoot(addToPage("div"));
  root.render(app);
  let mounted = true;
  const unmount = () => {
    if (mounted) root.unmount();
    mounted = false;
  };
  onTestFinished(unmount);
  return { render: (next: React.ReactNode) => root.render(next), unmount };
}

describe("the trigger", () => {
  it("is at the bottom right and opens the panel", async () => {
    openDevtools();
    await expect.element(trigger()).toHaveAttribute("aria-expanded", "false");
    const { right, bottom } = trigger().element().getBoundingClientRect();
    expect([innerWidth - right, innerHeight - bottom]).toEqual([14, 14]);
    await userEvent.click(trigger());
    await expect.element(deck()).toBeVisible();
    expect(trigger().query()).toBe(null);
  });

  it("shows how many events have failed, those recorded before it, and those that fail late", async () => {
    const bus = openShop();
    let fail: (() => void) | undefined;
    bus.subscribe("a", () => Promise.reject(new Error("early")));
    bus.subscribe("b", () => new Promise((_, reject) => (fail = () => reject(new Error("late")))));
    await bus.publish({ type: "a", input: undefined });
    openDevtools({ bus });
    await expect.element(trigger()).toHaveTextContent("1");
    await expect.element(trigger()).toHaveAccessibleName("Open the event deck, 1 failure");
    bus.emit({ type: "b", input: undefined });
    await expect.poll(() => fail).toBeDefined();
    fail!();
    await expect.element(trigger()).toHaveAccessibleName("Open the event deck, 2 failures");
    bus.history.clear();
    await expect.element(trigger()).toHaveAccessibleName("Open the event deck");
  });

  it("goes to another corner by the arrow keys, or dragged there, and stays there", async () => {
    const devtools = openDevtools({ preserve: "layout" });
    await focus(trigger());
    await userEvent.keyboard("{ArrowLeft}{ArrowUp}");
    await expect.element(trigger()).toHaveAttribute("data-corner", "top-left");
    devtools.unmount();
    openDevtools({ preserve: "layout" });
    await expect.element(trigger()).toHaveAttribute("data-corner", "top-left");
    const zone = addToPage("div", "");
    Object.assign(zone.style, { position: "fixed", right: "40px", top: "60%", width: "10px", height: "10px" });
    await userEvent.dragAndDrop(trigger(), page.elementLocator(zone));
    await expect.element(trigger()).toHaveAttribute("data-corner", "bottom-right");
    // A drag is no click.
    expect(deck().query()).toBe(null);
  });
});

describe("the dock", () => {
  it("is resized by keyboard, with its size for everybody to know", async () => {
    openDevtools({ initiallyOpen: true });
    await expect.element(separator()).toHaveAttribute("aria-valuenow", "420");
    await expect.element(separator()).toHaveAttribute("aria-orientation", "horizontal");
    await focus(separator());
    await userEvent.keyboard("{ArrowUp}");
    await expect.element(separator()).toHaveAttribute("aria-valuenow", "436");
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
    await expect.element(separator()).toHaveAttribute("aria-valuenow", "340");
    await userEvent.keyboard("{Home}");
    await expect.element(separator()).toHaveAttribute("aria-valuenow", "160");
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(separator()).toHaveAttribute("aria-valuenow", "160");
    await userEvent.keyboard("{End}");
    await expect.element(separator()).toHaveAttribute("aria-valuenow", String(innerHeight - 48));
    expect(shadow().querySelector(".dock")!.getBoundingClientRect().height).toBe(innerHeight - 48);
  });

  it("takes half of a narrow window at the right, and never all of it", async () => {
    await page.viewport(600, 800);
    onTestFinished(() => page.viewport(414, 896));
    openDevtools({ initiallyOpen: true, dock: "right" });
    await expect.element(separator()).toHaveAttribute("aria-valuenow", "300");
    await focus(separator());
    await userEvent.keyboard("{End}");
    await expect.element(separator()).toHaveAttribute("aria-valuenow", "490");
    await page.viewport(390, 800);
    await expect.element(separator()).toHaveAttribute("aria-valuenow", "280");
  });

  it("is resized by pointer, and its size is remembered for each side", async () => {
    const devtools = openDevtools({ initiallyOpen: true, preserve: "layout" });
    const zone = addToPage("div");
    Object.assign(zone.style, { position: "fixed", left: "100px", top: "200px", width: "2px", height: "2px" });
    await userEvent.dragAndDrop(separator(), page.elementLocator(zone));
    await expect.element(separator()).toHaveAttribute("aria-valuenow", String(innerHeight - 201));
    await userEvent.click(page.getByRole("button", { name: "Dock at the right" }));
    await expect.element(separator()).toHaveAttribute("aria-orientation", "vertical");
    devtools.unmount();
    openDevtools({ initiallyOpen: true, preserve: "layout" });
    await expect.element(separator()).toHaveAttribute("aria-orientation", "vertical");
    await userEvent.click(page.getByRole("button", { name: "Dock at the bottom" }));
    await expect.element(separator()).toHaveAttribute("aria-valuenow", String(innerHeight - 201));
  });

  it("tells how much of the page it covers", async () => {
    const insets: Inset[] = [];
    const devtools = openDevtools({ onInset: (inset) => insets.push(inset) });
    devtools.open();
    await expect.poll(() => insets.at(-1)).toEqual({ bottom: 420, right: 0 });
    await userEvent.click(page.getByRole("button", { name: "Dock at the right" }));
    await expect.poll(() => insets.at(-1)?.bottom).toBe(0);
    expect(insets.at(-1)?.right).toBe(shadow().querySelector(".dock")!.getBoundingClientRect().width);
    await userEvent.click(page.getByRole("button", { name: "Close the panel" }));
    await expect.poll(() => insets.at(-1)).toEqual({ bottom: 0, right: 0 });
    await expect.element(trigger()).toBeVisible();
  });

  it("is where the option says until somebody chooses, and open likewise", async () => {
    const first = openDevtools({ dock: "right", initiallyOpen: true, preserve: "layout" });
    await expect.element(separator()).toHaveAttribute("aria-orientation", "vertical");
    await userEvent.click(page.getByRole("button", { name: "Close the panel" }));
    await expect.element(trigger()).toBeVisible();
    first.unmount();
    openDevtools({ initiallyOpen: true, preserve: "layout" });
    await expect.element(trigger()).toBeVisible();
  });

  it("remembers nothing when it is not to", async () => {
    openDevtools({ initiallyOpen: true, preserve: false });
    await focus(separator());
    await userEvent.keyboard("{Home}");
    await userEvent.click(page.getByRole("button", { name: "Close the panel" }));
    expect(localStorage.length).toBe(0);
  });
});

describe("the shortcut", () => {
  it("opens and closes, wherever the focus is, and is not heard by the page", async () => {
    const heard: string[] = [];
    const listen = ({ key }: KeyboardEvent) => heard.push(key);
    document.addEventListener("keydown", listen, { capture: true });
    onTestFinished(() => document.removeEventListener("keydown", listen, { capture: true }));
    openDevtools({ shortcut: "Ctrl+Shift+E" });
    await userEvent.keyboard("{Control>}{Shift>}E{/Shift}{/Control}");
    await expect.element(deck()).toBeVisible();
    await focus(separator());
    await userEvent.keyboard("{Control>}{Shift>}E{/Shift}{/Control}");
    await expect.element(trigger()).toBeVisible();
    await userEvent.keyboard("e");
    expect(heard.filter((key) => key.toLowerCase() === "e")).toEqual(["e"]);
  });

  it.each(["E", "Ctrl+", "Ctrl+Shift", "Hyper+E", ""])("%j is refused, with an example", (shortcut) => {
    expect(() => mountDevtools({ shortcut })).toThrow('such as "Ctrl+Shift+E"');
    expect(hosts()).toEqual([]);
  });
});

it.each([
  ["light", "rgb(255, 255, 255)"],
  ["dark", "rgb(18, 20, 26)"],
] as const)("the theme is %s when told so", async (theme, paper) => {
  openDevtools({ theme, initiallyOpen: true });
  await expect.element(deck()).toBeVisible();
  expect(getComputedStyle(deck().element()).backgroundColor).toBe(paper);
});

describe("mountDevtools", () => {
  it("opens, closes, filters and tells whether it is open", async () => {
    const devtools = openDevtools();
    expect(devtools.isOpen).toBe(false);
    devtools.open();
    expect(devtools.isOpen).toBe(true);
    await expect.element(deck()).toBeVisible();
    devtools.close();
    await expect.element(trigger()).toBeVisible();
  });

  it("fills an element, with neither trigger nor dock, twice in the same one, and in one that has a shadow root (react-scan PR#440)", async () => {
    const target = addToPage("div");
    Object.assign(target.style, { height: "300px", width: "700px" });
    const first = openDevtools({ target });
    openDevtools({ target });
    await expect.poll(() => page.getByRole("region", { name: "Event deck" }).all().length).toBe(2);
    expect(trigger().query()).toBe(null);
    expect(hosts().map((host) => [host.parentNode === target, host.offsetWidth, host.offsetHeight])).toEqual([
      [true, 700, 300],
      [true, 700, 300],
    ]);
    first.unmount();
    expect(hosts().length).toBe(1);
    const withRoot = addToPage("div");
    withRoot.attachShadow({ mode: "open" });
    expect(() => openDevtools({ target: withRoot })).not.toThrow();
  });

  it("fills the window of a page of its own, and finds every registered bus by itself", async () => {
    const bus = openShop();
    onTestFinished(registerBus(bus, "the shop"));
    openDevtools({ bus: undefined, target: document.body });
    await expect.element(page.getByText("the shop").first()).toBeInTheDocument();
    expect(hosts()[0]!.getBoundingClientRect()).toMatchObject({ left: 0, top: 0, width: innerWidth, height: innerHeight });
  });

  it("refuses what is no bus, by its name", () => {
    const wrong: Record<string, Bus> = JSON.parse('{"shop":{}}');
    expect(() => mountDevtools({ bus: wrong })).toThrow('given no bus as "shop"');
    expect(hosts()).toEqual([]);
  });
});

describe("BusDevtools", () => {
  it("is one panel in strict mode, gone when it unmounts, and back when it mounts again", async () => {
    const bus = openShop();
    const app = (shown: boolean) => <StrictMode>{shown && <BusDevtools bus={bus} preserve={false} />}</StrictMode>;
    const { render } = renderApp(app(true));
    await expect.element(trigger()).toBeVisible();
    expect(hosts().length).toBe(1);
    render(app(false));
    await expect.poll(() => hosts().length).toBe(0);
    render(app(true));
    await expect.poll(() => hosts().length).toBe(1);
    await expect.element(trigger()).toBeVisible();
  });

  it("stays while the application renders, also when the buses are written in the render, and follows them", async () => {
    const [shop, mail] = [openShop(), openShop()];
    const app = (options: DevtoolsOptions) => <BusDevtools preserve={false} initiallyOpen {...options} />;
    const { render } = renderApp(app({ bus: { shop } }));
    await expect.element(page.getByText("shop", { exact: true })).toBeVisible();
    const [host] = hosts();
    const region = deck().element();
    render(app({ bus: { shop } }));
    render(app({ bus: { shop }, theme: "dark" }));
    await expect.poll(() => host!.dataset["theme"]).toBe("dark");
    expect([hosts()[0] === host, deck().element() === region]).toEqual([true, true]);
    render(app({ bus: { shop, mail } }));
    await expect.element(page.getByRole("combobox", { name: "Bus" })).toBeVisible();
    expect(hosts()[0]).toBe(host);
  });

  it("passes on the newest callbacks", async () => {
    const told: string[] = [];
    function App() {
      const [name, setName] = useState("first");
      return (
        <>
          <button type="button" onClick={() => setName("second")}>
            Rename
          </button>
          <BusDevtools preserve={false} onInset={({ bottom }) => bottom > 0 && told.push(name)} />
        </>
      );
    }
    renderApp(<App />);
    await userEvent.click(page.getByRole("button", { name: "Rename" }));
    await userEvent.click(trigger());
    await expect.poll(() => told).toContain("second");
    expect(told).not.toContain("first");
  });

  it("a mistake in its options is reported, and leaves the application alone", async () => {
    const reported = vi.fn<(event: ErrorEvent) => void>((event) => event.preventDefault());
    window.addEventListener("error", reported);
    onTestFinished(() => window.removeEventListener("error", reported));
    renderApp(
      <>
        <p>The application</p>
        <BusDevtools shortcut="nonsense" />
      </>,
    );
    await expect.poll(() => reported.mock.calls.length).toBeGreaterThan(0);
    expect(String(reported.mock.calls[0]![0].error)).toContain("is no shortcut");
    await expect.element(page.getByText("The application")).toBeVisible();
  });
});

describe("a fault of the panel", () => {
  it.each(["React element", "mount", "target"])("leaves the application alone, and can be closed, as %s", async (kind) => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const silence = (event: ErrorEvent) => event.preventDefault();
    window.addEventListener("error", silence);
    onTestFinished(() => {
      vi.restoreAllMocks();
      window.removeEventListener("error", silence);
    });
    const bus = createBus({ source: "shop" });
    bus.emit({ type: "a", input: undefined, options: { priority: "immediate" } });
    // What the panel cannot know beforehand: the application's own objects.
    vi.spyOn(bus.history, "get").mockImplementation(() => {
      throw new Error("broken");
    });
    const options = { bus, preserve: false, initiallyOpen: true } as const;
    const app = addToPage("p", "The application");
    if (kind === "React element") renderApp(<BusDevtools {...options} />);
    else openDevtools(kind === "target" ? { ...options, target: addToPage("div") } : options);
    await expect.element(page.getByRole("alert")).toHaveTextContent("broken");
    expect(app.isConnected).toBe(true);
    expect(bus.emit({ type: "b", input: undefined }).type).toBe("b");
    if (kind === "target") return;
    await userEvent.click(page.getByRole("button", { name: "Close the panel" }));
    await expect.element(trigger()).toBeVisible();
  });
});
