import { type BusEvent, createBus, type Subscription } from "eventdeck";
import { interval } from "rxjs";
import { describe, expect, it, vi } from "vitest";
import { redact } from "eventdeck/middleware";
import { defineEvent } from "eventdeck";
import * as z from "zod";
import { immediate, normal, openBus } from "../scheduling/virtual-bus.ts";

describe("a subscription that ends just before its handler is called", () => {
  it.each([
    ["its filter", (bus: ReturnType<typeof openBus>["bus"], end: () => void) => ({ filter: () => (end(), true) })],
    ["a beforeHandle hook", (bus: ReturnType<typeof openBus>["bus"], end: () => void) => (bus.use({ name: "ender", beforeHandle: () => end() }), {})],
  ])("by %s is not called", (_, options) => {
    const { bus } = openBus();
    const handler = vi.fn<() => void>();
    let subscription: Subscription | undefined;
    subscription = bus.subscribe(
      "a",
      handler,
      options(bus, () => subscription?.unsubscribe()),
    );
    bus.emit(immediate("a"));
    expect(handler).not.toHaveBeenCalled();
  });
});

describe("a subscription made while an event is being recorded", () => {
  it("starts with the next event, and gets this one only from history", () => {
    const { bus } = openBus();
    const heard: string[] = [];
    bus.use({ name: "late", onRecord: ({ position }) => position === 1 && void bus.subscribe("#", ({ type }) => heard.push(type), { replayLast: 1 }) });
    bus.emit(immediate("first"));
    bus.emit(immediate("second"));
    expect(heard).toEqual(["first", "second"]);
  });
});

describe("replayLast", () => {
  it("asks a filter that remembers once for each event", () => {
    const { bus } = openBus();
    for (const type of ["a", "b"]) bus.emit(immediate(type));
    const seen = new Set<string>();
    const heard: string[] = [];
    bus.subscribe("#", ({ type }) => heard.push(type), { replayLast: 2, filter: ({ id }: BusEvent) => !seen.has(id) && seen.add(id) !== undefined });
    expect(heard).toEqual(["a", "b"]);
  });
});

describe("closing", () => {
  it("does not wait for RxJS work that schedules itself for ever, nor keep its timers", async () => {
    const { bus, clock } = openBus();
    const ticking = interval(0, bus.scheduler("normal")).subscribe();
    const waiting = interval(1000, bus.scheduler("normal")).subscribe();
    await bus.close();
    expect(clock.scheduled).toBe(0);
    ticking.unsubscribe();
    waiting.unsubscribe();
  });
  it("ends over a handler that waits for it, when a later call is less patient", async () => {
    const { bus, clock } = openBus();
    bus.subscribe("a", () => bus.close());
    bus.emit(immediate("a"));
    const closed = bus.close({ timeoutMs: 10 });
    await clock.advance(10);
    await closed;
    expect(bus.closed).toBe(true);
  });
});

describe("an aroundHandle hook that fails over a handler which still runs", () => {
  it("is heard, and so is the handler", async () => {
    const errors: unknown[] = [];
    const { bus } = openBus({ onError: ({ error }) => errors.push(error) });
    bus.use({
      name: "breaks",
      aroundHandle: (_event, _subscription, next) => {
        next();
        throw new Error("hook");
      },
    });
    bus.subscribe("a", () => Promise.reject(new Error("handler")));
    const { deliveries } = await bus.publish(immediate("a"));
    expect(deliveries).toMatchObject([{ outcome: "failed" }]);
    expect(errors).toEqual([new Error("handler"), new Error("hook")]);
  });
});

describe("a handler that does not let go of the host", () => {
  it("fails with a TimeoutError afterwards", async () => {
    const { bus, clock } = openBus({ onError: () => {} });
    bus.subscribe("a", () => clock.spend(30), { timeoutMs: 5 });
    expect((await bus.publish(immediate("a"))).deliveries).toMatchObject([{ outcome: "failed", error: { code: "ERR_TIMEOUT" } }]);
  });
  it("shares it between slices, when it has a backlog to work off", async () => {
    const { bus, clock } = openBus();
    let handled = 0;
    bus.subscribe(
      "a",
      () => {
        handled++;
        if (handled === 1) return new Promise<void>((resolve) => void clock.schedule(() => resolve(), 1, "normal"));
        clock.spend(1);
        return undefined;
      },
      { concurrency: "serial" },
    );
    for (let count = 0; count < 21; count++) bus.emit(immediate("a"));
    await clock.advance(1);
    await clock.advance(100);
    expect(handled).toBe(21);
  });
});

describe("conflation", () => {
  it("keeps one of a key also when who hears of the older publishes another", async () => {
    const { bus } = openBus();
    const heard: unknown[] = [];
    bus.subscribe("a", ({ subject }) => heard.push(subject));
    bus.pause();
    bus.emit(normal("a", { subject: "1" }), { conflateKey: "k" });
    bus.inspect$.subscribe(({ kind }) => {
      if (kind === "undelivered" && heard.length === 0 && bus.metrics().lanes.normal.depth === 1) {
        heard.push("reacted");
        bus.emit(normal("a", { subject: "3" }), { conflateKey: "k" });
      }
    });
    bus.emit(normal("a", { subject: "2" }), { conflateKey: "k" });
    expect(bus.metrics().lanes.normal.depth).toBe(1);
    await bus.close();
    expect(heard).toEqual(["reacted", "3"]);
  });
});

describe("redaction", () => {
  it("covers what the schema says of a refused payload", () => {
    const login = defineEvent("login", z.object({ password: z.string().refine(() => false, { error: ({ input }) => `"${String(input)}" is too weak` }) }));
    const bus = createBus({ middleware: [redact({ keys: ["password"] })] });
    expect(() => bus.emit(login({ password: "hunter2" }))).toThrow(/hunter2/);
    expect(JSON.stringify(bus.history.undelivered())).not.toContain("hunter2");
  });
  it("may take attributes out", () => {
    const { bus } = openBus({
      middleware: [{ name: "anonymous", beforeRecord: ({ actor: _actor, subject: _subject, ...rest }) => rest }],
    });
    bus.emit(immediate("a", { subject: "ada", actor: { userId: "ada" } }));
    expect(bus.history.get(1)?.event).toMatchObject({ subject: undefined, actor: undefined });
  });
});
