import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { type Bus, createBus, defineEvent, payload } from "eventdeck";
import { type DetailPage, newest, showDetail } from "./detail-page.tsx";

const placed = defineEvent("order.placed", payload<unknown>(), { priority: "immediate", version: 2 });

let bus: Bus;
let page: DetailPage;

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  bus = createBus({ source: "shop", onError: () => {}, middleware: [taxes] });
  page = await showDetail(bus);
});
afterEach(async () => {
  await page.unmount();
  await bus.close({ drain: false });
  vi.unstubAllGlobals();
});

const taxes = {
  name: "taxes",
  beforePublish: (event: ReturnType<Bus["emit"]>) =>
    typeof event.payload === "object" && event.payload !== null && "net" in event.payload ? { ...event, payload: { ...event.payload, tax: 4 } } : undefined,
};
const text = (selector: string) => page.root.querySelector(selector)?.textContent ?? "";
const rows = () => [...page.root.querySelectorAll('[role="treeitem"]')].map((row) => row.textContent);
const find = (selector: string) => {
  const found = page.root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`There is no ${selector}.`);
  return found;
};
async function press(keys: string): Promise<void> {
  await act(() => userEvent.keyboard(keys));
  await page.settle();
}
async function emit(input: unknown): Promise<void> {
  bus.emit(placed(input));
  await page.open(newest(bus).position);
}

describe("the detail of an event", () => {
  it("opens with the verdict and says what else the event is", async () => {
    bus.subscribe("order.placing", () => {}, { name: "CartBadge" });
    await emit({ id: 1 });
    await vi.waitFor(async () => (await page.settle(), expect(text(".verdict")).toContain("nobody listens to order.placed")));
    expect(text(".detail-badges")).toBe("immediatev2");
  });

  it("keeps its tab from event to event, and takes 1 to 5 for tabs", async () => {
    await emit({ id: 1 });
    find(".tree").focus();
    await press("5");
    expect(find('[role="tab"][aria-selected="true"]').textContent).toBe("Raw");
    await expect.poll(() => text(".facts")).toContain("order.placed");
    await emit({ id: 2 });
    expect(find('[role="tab"][aria-selected="true"]').textContent).toBe("Raw");
    find('[role="tab"][aria-selected="true"]').focus();
    await press("{ArrowRight}");
    expect(find('[role="tab"][aria-selected="true"]').textContent).toBe("Payload");
  });

  it("is walked by arrow keys, and keeps open what has the same name in the next event (redux-devtools#527)", async () => {
    await emit({ customer: { name: "Ada" }, total: 1 });
    find(".tree").focus();
    await press("{ArrowDown}{ArrowRight}");
    expect(rows()).toEqual(["payload:", "customer:", 'name:"Ada"', "total:1"]);
    await emit({ customer: { name: "Grace" }, total: 2 });
    expect(rows()).toEqual(["payload:", "customer:", 'name:"Grace"', "total:2"]);
    find(".tree").focus();
    await press("{End}");
    expect(find('[aria-selected="true"].tree-row').textContent).toBe("total:2");
  });

  it("shows how the payload differs from the one before, and from what a middleware was given", async () => {
    bus.emit(placed({ net: 1, same: { a: 1 } }));
    await emit({ net: 2, same: { a: 1 } });
    await act(async () => page.deck.detail.compare(true, "previous"));
    await page.settle();
    expect(text(".diff-counts")).toBe("1 changed0 added0 removed");
    await act(async () => page.deck.detail.compare(true, "middleware taxes"));
    await page.settle();
    expect(text(".diff-counts")).toBe("0 changed1 added0 removed");
  });

  it("finds what is deep in a payload, and goes there (redux-devtools#989)", async () => {
    await emit({ items: Array.from({ length: 1_000 }, (_, index) => ({ sku: `S-${index}` })) });
    find(".tree-search-input").focus();
    await press("S-777");
    expect(text(".tree-search-count")).toBe("1 of 1");
    expect(find('[aria-selected="true"].tree-row').textContent).toContain("S-777");
  });
});

describe("a hostile payload", () => {
  it("is shown as text, and nothing of it runs", async () => {
    let ran = 0;
    const refuse = () => {
      throw new Error("no");
    };
    class Odd {
      readonly proxy = new Proxy({}, { ownKeys: refuse, getPrototypeOf: refuse, get: refuse, has: refuse, getOwnPropertyDescriptor: refuse });
      constructor() {
        Object.defineProperty(this, "secret", { enumerable: true, get: () => (ran += 1) });
      }
    }
    await emit({ "<b>key</b>": "<img src=x onerror='window.hacked=1'>", odd: new Odd(), text: "\u202Etxt", long: "x".repeat(10_000_000) });
    find(".tree").focus();
    await press("{ArrowDown}{ArrowDown}{ArrowRight}");
    expect(rows().join("\n")).toContain("<img src=x");
    expect(rows().join("\n")).toContain("a proxy that refuses to be read");
    expect(rows().join("\n")).toContain("(…) getter");
    expect(page.root.querySelector("img, b")).toBeNull();
    expect(ran).toBe(0);
  });

  it("of a hundred thousand items draws as many lines as fit (kafka-ui#3696)", async () => {
    await emit(Array.from({ length: 100_000 }, (_, id) => ({ id })));
    find(".tree").focus();
    await press("{ArrowDown}{ArrowRight}{ArrowDown}{ArrowRight}");
    expect(page.root.querySelectorAll(".tree-row").length).toBeLessThan(80);
  });
});

describe("a payload from afar", () => {
  it("is fetched when it is looked at, and once more when that fails", async () => {
    await page.unmount();
    let fails = true;
    page = await showDetail(bus, {
      target: (local) => ({
        ...local,
        log: local.log,
        status: local.status,
        select: local.select.bind(local),
        watch: local.watch.bind(local),
        close: local.close.bind(local),
        where: "remote",
        events: { ...local.events, load: async (position) => (fails ? Promise.reject(new Error("The tab is asleep.")) : local.events.load(position)) },
      }),
    });
    await emit({ id: 7 });
    expect(text(".tab-message")).toContain("The tab is asleep.");
    fails = false;
    await act(async () => find(".tab-message .button").click());
    await page.settle();
    expect(rows()).toEqual(["payload:", "id:7"]);
  });
});
