import { describe, expect, it, onTestFinished, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { createBus, type Bus } from "eventdeck";
import { connect, type ConnectOptions, type EngineTransport, type TransportHost } from "eventdeck/transport";
import { memoryLink, type MemoryLink } from "eventdeck/transport/memory";
import { openPanel } from "./compose-page.tsx";

const view = page.getByRole("region", { name: "Links" });
const table = view.getByRole("table", { name: "Links" });
const tab = page.getByRole("navigation", { name: "Views" }).getByRole("button", { name: "Links" });

/** Links a bus to another one, which goes when the test has ended. */
async function linked(bus: Bus, options: ConnectOptions = {}, line: MemoryLink = memoryLink()): Promise<{ readonly far: Bus; readonly line: MemoryLink }> {
  const far = createBus({ source: "/there" });
  onTestFinished(() => far.close({ drain: false }));
  await Promise.all([connect(bus, line.left, options), connect(far, line.right)]);
  return { far, line };
}

/** An engine that says what the test wants. */
class Engine implements EngineTransport {
  readonly name: string;
  readonly capabilities = { durable: true, order: "source", consumerGroups: false, interest: false } as const;
  host: TransportHost | undefined;

  constructor(name = "engine") {
    this.name = name;
  }
  async connect(host: TransportHost): Promise<void> {
    this.host = host;
  }
  send(): void {}
  async close(): Promise<void> {}
}

function focused(): Element | null | undefined {
  return document.activeElement?.shadowRoot?.activeElement;
}

it("stands among the views as soon as the bus is connected to another", async () => {
  const { bus } = await openPanel();
  await expect.element(page.getByRole("button", { name: "Health", exact: true })).toBeVisible();
  expect(tab.elements()).toHaveLength(0);
  await linked(bus);
  await userEvent.click(tab);
  await expect.element(table.getByRole("row", { name: /memory.*connected/ })).toHaveTextContent("1 bus");
});

it("says what to do where nothing is connected", async () => {
  await openPanel("links");
  await expect.element(view).toHaveTextContent("This bus has no links");
  await expect.element(tab).toHaveAttribute("aria-current", "page");
});

it("counts what goes over a link, and tells that it is cut and what waits", async () => {
  const { bus } = await openPanel("links");
  const { far, line } = await linked(bus, { publish: "order.*" });
  bus.emit({ type: "order.noted", input: 1, options: { priority: "immediate" } });
  await vi.waitFor(() => expect(far.history.size).toBe(1));
  const row = table.getByRole("row", { name: /memory/ });
  await expect.element(row.getByRole("cell").nth(3)).toHaveTextContent("1");
  line.disconnect();
  await expect.element(row).toHaveTextContent("reconnecting");
  await expect.element(view.getByRole("status")).toHaveTextContent("1 link, 1 not connected");
  bus.emit({ type: "order.noted", input: 2, options: { priority: "immediate" } });
  await expect.element(row.getByRole("cell").nth(11)).toHaveTextContent("1");
  line.reconnect();
  await expect.element(row.getByRole("cell").nth(11)).toHaveTextContent("0");
  await expect.element(row.getByRole("cell").nth(3)).toHaveTextContent("2");
});

describe("the particulars of a link", () => {
  it("say what goes over it, who is there, and how it is doing", async () => {
    const { bus } = await openPanel("links");
    await linked(bus, { publish: "order.*", subscribe: false });
    await userEvent.click(table.getByRole("button", { name: "memory" }));
    const detail = view.getByRole("region", { name: "Link memory" });
    await expect.element(detail).toHaveTextContent("Publishesorder.*Hearsnothing");
    await expect.element(detail).toHaveTextContent("distance not measured yet");
    await expect.element(detail).toHaveTextContent("Errors None.");
    await expect.element(table.getByRole("button", { name: "memory" })).toHaveAttribute("aria-expanded", "true");
  });

  it("tell how far away the far side is, as soon as events went there", async () => {
    const { bus } = await openPanel("links");
    await linked(bus);
    bus.emit({ type: "order.noted", input: 1, options: { priority: "immediate" } });
    await userEvent.click(table.getByRole("button", { name: "memory" }));
    await expect
      .element(view.getByRole("region", { name: "Link memory" }))
      .toHaveTextContent(/Far side\/there \S+ .* ms there and back, clock the same within .* ms/);
    await expect
      .element(
        table
          .getByRole("row", { name: /memory/ })
          .getByRole("cell")
          .nth(2),
      )
      .toHaveTextContent(/ms$/);
  });

  it("name the offsets of gaps, and count the errors that are not kept", async () => {
    const { bus } = await openPanel("links");
    const engine = new Engine();
    await connect(bus, engine);
    for (let from = 1; from <= 55; from += 1) engine.host?.gap({ source: "/far", from, to: from + 1 });
    const row = table.getByRole("row", { name: /engine/ });
    await expect.element(row.getByRole("cell").nth(7)).toHaveTextContent("110");
    await userEvent.click(row.getByRole("button"));
    const errors = view.getByRole("region", { name: "Errors" });
    await expect.element(errors.getByRole("listitem").first()).toHaveTextContent("Gap 55–56 of /far");
    await expect.element(errors).toHaveTextContent("5 older errors are not kept.");
  });

  it("show names and messages as text, whatever is in them", async () => {
    const { bus } = await openPanel("links");
    const engine = new Engine("<b>bold</b>\u202Eevil");
    await connect(bus, engine);
    engine.host?.state("reconnecting", new Error("<img src=x onerror=alert(1)>\u202E"));
    const row = table.getByRole("row", { name: /bold/ });
    await expect.element(row).toHaveTextContent("<b>bold</b>");
    await userEvent.click(row.getByRole("button"));
    await expect.element(view).toHaveTextContent("<img src=x onerror=alert(1)>");
    expect(view.element().querySelectorAll("b, img")).toHaveLength(0);
    expect(view.element().textContent).not.toContain("\u202E");
  });

  it("are opened and closed by keyboard, and the focus goes back to their row", async () => {
    const { bus } = await openPanel("links");
    await linked(bus);
    const opener = table.getByRole("button", { name: "memory" });
    await expect.element(opener).toBeVisible();
    const element = opener.element();
    if (element instanceof HTMLElement) element.focus();
    await userEvent.keyboard("{Enter}");
    const close = view.getByRole("button", { name: "Close the particulars" });
    await expect.element(close).toBeVisible();
    const closing = close.element();
    if (closing instanceof HTMLElement) closing.focus();
    await userEvent.keyboard("{Escape}");
    await expect.element(close).not.toBeInTheDocument();
    expect(focused()).toBe(opener.element());
  });
});

it("asks before it closes a link, and the focus stays beside it", async () => {
  const { bus } = await openPanel("links");
  const near = await connect(bus, memoryLink().left);
  await userEvent.click(table.getByRole("button", { name: "memory" }));
  const ask = view.getByRole("button", { name: "Close the link …" });
  const question = page.getByRole("alertdialog", { name: "Close memory?" });
  await userEvent.click(ask);
  await vi.waitFor(() => expect(focused()?.textContent).toBe("Keep"));
  await userEvent.keyboard("{Escape}");
  await expect.element(question).not.toBeInTheDocument();
  expect(near.state).toBe("connected");
  expect(focused()?.getAttribute("aria-label")).toBe("Close the particulars");
  await userEvent.click(ask);
  await userEvent.click(question.getByRole("button", { name: "Close it" }));
  await vi.waitFor(() => expect(near.state).toBe("closed"));
  await expect.element(table.getByRole("row", { name: /memory/ })).toHaveTextContent("closed");
  await expect.element(ask).not.toBeInTheDocument();
  await expect.element(view.getByRole("status")).toHaveTextContent("0 links, and the last 1 closed");
});

it("scrolls in itself where it is narrow", async () => {
  const { bus } = await openPanel("links", 390);
  await linked(bus);
  await userEvent.click(table.getByRole("button", { name: "memory" }));
  const { right } = view.getByRole("region", { name: "Link memory" }).element().getBoundingClientRect();
  expect(right).toBeLessThanOrEqual(390);
  const scrolling = view.getByRole("group", { name: "Links, figures" }).element();
  expect(scrolling.scrollWidth).toBeGreaterThan(scrolling.clientWidth);
  expect(scrolling.getBoundingClientRect().right).toBeLessThanOrEqual(390);
});

it("says in Health what links have lost, and leads from there to them", async () => {
  const { bus } = await openPanel("health");
  await expect.element(page.getByRole("region", { name: "Checks" })).toBeVisible();
  const card = page.getByRole("region", { name: "Links" });
  expect(card.elements()).toHaveLength(0);
  const engine = new Engine();
  await connect(bus, engine);
  engine.host?.gap({ source: "/far", from: 4, to: 6 });
  await expect.element(card).toHaveTextContent("3 events lost in gaps");
  await expect.element(card).toHaveTextContent("1 degraded");
  await userEvent.click(card.getByRole("button", { name: "Show the links" }));
  await expect.element(table.getByRole("row", { name: /engine/ })).toBeVisible();
});
