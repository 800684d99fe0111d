import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { createBus, defineEvent, payload, type Bus, type BusEvent } from "eventdeck";
import { ComposeModel } from "../../devtools/model/index.ts";
import { typeJson } from "../../devtools/model/compose/compose-form.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { answered, createScreen, type Screen } from "./painted.ts";

const placed = defineEvent("order.placed", z.object({ sku: z.string().min(1), count: z.int().min(1) }), {
  priority: "immediate",
  description: "Somebody bought",
});
const noted = defineEvent("order.noted", payload<{ text: string }>(), { priority: "immediate" });

let bus: Bus;
let target: Target;
let screen: Screen;
let compose: ComposeModel;
let heard: BusEvent[];

function open(changed: Partial<Target> = {}): void {
  target = { ...createLocalTarget(bus, { name: "test" }), ...changed };
  compose = new ComposeModel(target, screen);
}

const settle = () => answered(screen, 4);

function write(input: unknown): void {
  compose.change((form) => ({ ...form, value: input }));
}

beforeEach(() => {
  heard = [];
  bus = createBus({ source: "shop", events: [placed, noted], onError: () => {} });
  bus.subscribe("order.#", (event) => void heard.push(event), { name: "Ledger" });
  screen = createScreen();
  open();
});
afterEach(async () => {
  compose.dispose();
  await bus.close({ drain: false });
});

describe("composing", () => {
  it("knows registered definitions and types that were only seen", async () => {
    bus.emit({ type: "page.viewed", input: 1 });
    await bus.flush();
    await compose.open();
    expect(compose.state.kinds).toMatchObject([
      { type: "order.placed", registered: true, description: "Somebody bought", inputSchema: { type: "object" } },
      { type: "order.noted", registered: true, inputSchema: undefined },
      { type: "page.viewed", registered: false },
    ]);
  });

  it("checks while something is typed, and says where", async () => {
    await compose.open("order.placed");
    await settle();
    expect(compose.state.issues.map(({ path }) => path)).toEqual([["sku"], ["count"]]);
    write({ sku: "A-1", count: 0 });
    await settle();
    expect(compose.state.issues).toMatchObject([{ path: ["count"] }]);
    expect(compose.state.audience).toBeUndefined();
    write({ sku: "A-1", count: 2 });
    await settle();
    expect(compose.state).toMatchObject({ issues: [], audience: [{ listener: { name: "Ledger" }, verdict: "delivers" }] });
    expect(heard).toEqual([]);
  });

  it("emits once, however often it is asked for before the bus has answered", async () => {
    await compose.open("order.placed");
    write({ sku: "A-1", count: 2 });
    await Promise.all([compose.emit(), compose.emit(), compose.emit()]);
    expect(heard.map(({ payload: input }) => input)).toEqual([{ sku: "A-1", count: 2 }]);
  });

  it("shows how it went, and keeps what was written for the next (ServicePulse#391)", async () => {
    bus.subscribe(
      placed,
      () => {
        throw new TypeError("no stock");
      },
      { name: "Stock" },
    );
    await compose.open("order.placed");
    write({ sku: "A-1", count: 2 });
    await compose.emit();
    expect(compose.state.outcome).toMatchObject({
      kind: "recorded",
      entry: { position: 1, outcome: { handlers: 2, failed: 1 } },
      failures: [{ listener: "Stock" }],
    });
    expect(compose.state.draft.form.value).toEqual({ sku: "A-1", count: 2 });
    await compose.emit();
    expect(heard).toHaveLength(2);
  });

  it("follows an event that waits for its turn until its handlers have settled", async () => {
    await compose.open("later.told");
    await compose.emit();
    expect(compose.state.outcome).toMatchObject({ kind: "accepted" });
    await bus.flush();
    await settle();
    expect(compose.state.outcome).toMatchObject({ kind: "recorded", entry: { event: { type: "later.told" } } });
  });

  it("emits nothing while something that was typed means nothing", async () => {
    await compose.open("order.noted");
    compose.change((form) => typeJson(form, '{ "text": '));
    await compose.emit();
    expect(compose.state.outcome).toMatchObject({ kind: "refused" });
    expect(heard).toEqual([]);
  });

  it("sends the envelope", async () => {
    await compose.open("order.placed");
    write({ sku: "A-1", count: 2 });
    compose.setEnvelope({
      topic: "order.special",
      subject: "s",
      partitionKey: "k",
      ttlMs: "5000",
      headers: [
        { key: "try", text: "2", kind: "number" },
        { key: "dry", text: "true", kind: "flag" },
      ],
    });
    await compose.emit();
    expect(heard[0]).toMatchObject({ topic: "order.special", subject: "s", partitionKey: "k", headers: { try: 2, dry: true } });
    expect(heard[0]?.expiresAt).toBe((heard[0]?.time ?? 0) + 5_000);
  });

  it("says which part of the envelope makes no sense, and does not emit", async () => {
    await compose.open("order.placed");
    write({ sku: "A-1", count: 2 });
    compose.setEnvelope({ ttlMs: "soon", headers: [{ key: "", text: "", kind: "text" }] });
    expect(compose.state.mistakes.map(({ field }) => field)).toEqual(["ttlMs", "header 0"]);
    await compose.emit();
    expect(heard).toEqual([]);
  });

  it("knows that nobody listens", async () => {
    await compose.open("nobody.hears");
    await settle();
    expect(compose.state.audience).toEqual([]);
  });
});

describe("editing a recorded event", () => {
  beforeEach(() => {
    bus.emit(placed({ sku: "A-1", count: 1 }));
    bus.emit(placed({ sku: "A-2", count: 2 }));
    heard.length = 0;
  });

  it("sends only the edited one, linked to the original (ServiceControl 5122, ServicePulse 2424)", async () => {
    await compose.edit(1);
    write({ sku: "A-1", count: 7 });
    await compose.emit();
    const original = bus.history.get(1)?.event;
    expect(heard.map((event) => event.payload)).toEqual([{ sku: "A-1", count: 7 }]);
    expect(heard[0]).toMatchObject({ correlationId: original?.correlationId, causationId: original?.id });
    expect(heard[0]?.id).not.toBe(original?.id);
    expect(original?.payload).toEqual({ sku: "A-1", count: 1 });
  });

  it("can begin a correlation of its own", async () => {
    await compose.edit(1);
    compose.setEnvelope({ correlation: "new" });
    await compose.emit();
    expect(heard[0]?.correlationId).toBe(heard[0]?.id);
    expect(heard[0]?.causationId).toBeUndefined();
  });

  it("does not ignore a second edit (ServicePulse 1526)", async () => {
    await compose.edit(1);
    write({ sku: "A-1", count: 5 });
    await compose.emit();
    await compose.edit(2);
    expect(compose.state.draft.form.value).toEqual({ sku: "A-2", count: 2 });
    write({ sku: "A-2", count: 6 });
    await compose.emit();
    expect(heard.map((event) => event.payload)).toEqual([
      { sku: "A-1", count: 5 },
      { sku: "A-2", count: 6 },
    ]);
  });

  it("shows the event that was asked for, also when another was asked for before and loads later (ServicePulse 1570)", async () => {
    const slow: (() => void)[] = [];
    const { events } = target;
    open({
      events: {
        ...events,
        async load(position) {
          if (position === 1) await new Promise<void>((resolve) => slow.push(resolve));
          return events.load(position);
        },
      },
    });
    const first = compose.edit(1);
    await settle();
    await compose.edit(2);
    for (const go of slow) go();
    await first;
    expect(compose.state.draft).toMatchObject({ source: { position: 2 }, form: { value: { sku: "A-2" } } });
  });

  it("makes room for another one, and brings back what was being written", async () => {
    await compose.open("order.noted");
    write({ text: "half a sentence" });
    await compose.edit(1);
    expect(compose.state.replaced?.type).toBe("order.noted");
    compose.bringBack();
    expect(compose.state.draft).toMatchObject({ type: "order.noted", form: { value: { text: "half a sentence" } } });
  });

  it("says that an event has been evicted", async () => {
    await compose.edit(99);
    expect(compose.state.notice).toMatch(/#99 .* evicted/);
  });

  it("keeps what JSON cannot carry", async () => {
    const input = { big: 12n, at: new Date(5), map: new Map([["a", new Set([1])]]) };
    bus.emit({ type: "order.rich", input, options: { priority: "immediate" } });
    await compose.edit(3);
    heard.length = 0;
    compose.show("json");
    compose.change((form) => typeJson(form, form.json.replace('"12"', '"13"')));
    await compose.emit();
    expect(heard[0]?.payload).toEqual({ ...input, big: 13n });
  });
});

describe("a failure to emit", () => {
  it("is shown with the issues of the bus, and never as a success (ServicePulse 391)", async () => {
    open({ compose: { ...target.compose, check: async () => [] } });
    await compose.open("order.placed");
    write({ sku: "", count: 1 });
    await compose.emit();
    expect(compose.state.outcome).toMatchObject({ kind: "refused", issues: [{ path: ["sku"] }] });
  });

  it("is shown when a middleware stops it", async () => {
    bus.use({ name: "gate", beforePublish: () => false });
    await compose.open("order.placed");
    write({ sku: "A-1", count: 1 });
    await compose.emit();
    expect(compose.state.outcome).toMatchObject({ kind: "refused", message: expect.stringContaining("gate") });
    expect(heard).toEqual([]);
  });

  it("is shown when the bus is closed, or its page has gone", async () => {
    await compose.open("order.placed");
    write({ sku: "A-1", count: 1 });
    await bus.close();
    await compose.emit();
    expect(compose.state.outcome).toMatchObject({ kind: "refused", message: expect.stringMatching(/closed/i) });
    open({ compose: { ...target.compose, emit: async () => Promise.reject(new Error("The page has gone.")) } });
    await compose.open("order.placed");
    write({ sku: "A-1", count: 1 });
    await compose.emit();
    expect(compose.state).toMatchObject({ emitting: false, outcome: { kind: "refused", message: "Error: The page has gone." } });
  });
});
