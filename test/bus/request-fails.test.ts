import { BusClosedError, BusError, defineRequest, NoResponderError, payload, TimeoutError } from "eventdeck";
import { describe, it } from "vitest";
import { expect } from "../matchers.ts";
import { immediate, openBus, watch } from "../scheduling/virtual-bus.ts";

const ask = defineRequest("ask", payload<number>(), payload<number>());
const forever = () => new Promise<number>(() => {});

describe("a request rejects", () => {
  it("with a TimeoutError after 5 seconds, or as many as it says", async () => {
    const { bus, clock } = openBus();
    bus.respond(ask, forever);
    const usual = watch(bus.request(ask(1)));
    const patient = watch(bus.request(ask(1), { timeoutMs: 10_000 }));
    const endless = watch(bus.request(ask(1), { timeoutMs: Infinity }));
    await clock.advance(4999);
    expect(usual.state).toBe("pending");
    await clock.advance(1);
    expect(usual.error).toBeInstanceOf(TimeoutError);
    expect(usual.error).toMatchObject({ message: expect.stringContaining('Nobody answered "ask" within 5000 ms') });
    await clock.advance(5000);
    expect(patient.state).toBe("rejected");
    await clock.advance(1_000_000);
    expect(endless.state).toBe("pending");
  });

  it("when it runs out of time in its lane, and is delivered to nobody then", async () => {
    const { bus, clock, heard, listen } = openBus();
    bus.respond(ask, () => 1);
    listen();
    bus.pause();
    const asked = watch(bus.request(ask(1), { timeoutMs: 10 }));
    await clock.advance(10);
    expect(asked.error).toBeInstanceOf(TimeoutError);
    bus.resume();
    await clock.advance();
    expect(heard).toEqual([]);
  });

  it("with its signal's reason, before and meanwhile", async () => {
    const { bus, clock } = openBus();
    bus.respond(ask, forever);
    const reason = new Error("left the page");
    await expect(bus.request(ask(1), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(bus.history.size).toBe(0);
    const controller = new AbortController();
    const asked = watch(bus.request(ask(1), { signal: controller.signal }));
    await clock.advance();
    controller.abort(reason);
    await clock.advance();
    expect(asked.error).toBe(reason);
  });

  it("and calls off its responder, for a timeout too, and once only", async () => {
    const { bus, clock } = openBus();
    const calledOff: unknown[] = [];
    bus.respond(ask, (_, { signal }) => {
      signal.addEventListener("abort", () => calledOff.push(signal.reason));
      return forever();
    });
    const controller = new AbortController();
    const reason = new Error("left the page");
    watch(bus.request(ask(1), { signal: controller.signal }));
    watch(bus.request(ask(2), { timeoutMs: 10 }));
    await clock.advance();
    controller.abort(reason);
    await clock.advance(20);
    expect(calledOff).toEqual([reason, expect.any(TimeoutError)]);
  });

  it.each([
    ["stopped", "ERR_REQUEST_STOPPED"],
    ["expired", "ERR_REQUEST_EXPIRED"],
  ])("when it was %s, by a code that says so", async (topic, code) => {
    const { bus, clock } = openBus({ middleware: [{ name: "guard", beforePublish: ({ subject }) => (subject === "stopped" ? false : undefined) }] });
    bus.respond(ask, () => 1);
    const asked = watch(bus.request(ask(1, { subject: topic, ttlMs: topic === "expired" ? 0 : 1000 })));
    await clock.advance();
    expect(asked.error).toBeInstanceOf(BusError);
    expect(asked.error).toMatchObject({ code });
  });

  it("when a full lane dropped it, by a code that says so", async () => {
    const { bus, clock } = openBus({ lanes: { capacity: 1, overflow: "drop-oldest" } });
    bus.respond(ask, () => 1);
    const first = watch(bus.request(ask(1)));
    const second = watch(bus.request(ask(1)));
    await clock.advance();
    expect(first.error).toMatchObject({ code: "ERR_REQUEST_DROPPED" });
    expect(second.state).toBe("resolved");
  });

  it("when a middleware skips its responder or stops its reply", async () => {
    const { bus, clock } = openBus();
    bus.respond(ask, () => 1);
    const remove = bus.use({ name: "gate", beforeHandle: () => false });
    const skipped = watch(bus.request(ask(1)));
    await clock.advance();
    expect(skipped.error).toMatchObject({ code: "ERR_REQUEST_STOPPED", message: expect.stringContaining("gate") });
    remove();
    bus.use({ name: "stops replies", beforePublish: ({ type }) => (type === "ask.reply" ? false : undefined) });
    const unanswered = watch(bus.request(ask(1)));
    await clock.advance();
    expect(unanswered.error).toMatchObject({ code: "ERR_REQUEST_STOPPED" });
  });

  it("when its responder runs out of time, with the responder's TimeoutError", async () => {
    const { bus, clock, failures } = openBus();
    bus.respond(ask, forever, { timeoutMs: 10 });
    const asked = watch(bus.request(ask(1)));
    await clock.advance(10);
    expect(asked.error).toBeInstanceOf(TimeoutError);
    expect(failures).toEqual([]);
  });

  it("when its responder ended before the request's turn came", async () => {
    const { bus, clock } = openBus();
    const responder = bus.respond(ask, () => 1);
    const asked = watch(bus.request(ask(1)));
    responder.unsubscribe();
    await clock.advance();
    expect(asked.error).toBeInstanceOf(NoResponderError);
  });

  it("when its responder was called off at work, or while it waited, by a code that says so", async () => {
    const { bus, clock } = openBus();
    const responder = bus.respond(
      ask,
      (_, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("called off")))),
      { concurrency: "serial" },
    );
    const running = watch(bus.request(ask(1)));
    const waiting = watch(bus.request(ask(1)));
    await clock.advance();
    responder.unsubscribe();
    await clock.advance();
    expect(running.error).toMatchObject({ code: "ERR_REQUEST_CANCELLED" });
    expect(waiting.error).toMatchObject({ code: "ERR_REQUEST_STOPPED" });
  });

  it("when a newer request replaces it at a `latest` responder", async () => {
    const { bus, clock } = openBus();
    bus.respond(ask, async ({ payload: n }) => n, { concurrency: "latest" });
    const first = watch(bus.request(ask(1)));
    const second = bus.request(ask(2));
    await clock.advance();
    expect(first.error).toMatchObject({ code: "ERR_REQUEST_CANCELLED" });
    expect(await second).toBe(2);
  });

  it("when the bus closes, and on a closed bus", async () => {
    const { bus, clock } = openBus();
    bus.respond(ask, forever);
    const asked = watch(bus.request(ask(1), { timeoutMs: Infinity }));
    await clock.advance();
    void bus.close({ timeoutMs: 10 });
    await clock.advance(10);
    expect(asked.error).toBeInstanceOf(BusClosedError);
    await expect(bus.request(ask(1))).rejects.toThrow(BusClosedError);
    expect(() => bus.respond(ask, () => 1)).toThrow(BusClosedError);
  });

  it.each([-1, Number.NaN])("for timeoutMs %s", async (timeoutMs) => {
    const { bus } = openBus();
    bus.respond(ask, () => 1);
    await expect(bus.request(ask(1), { timeoutMs })).rejects.toThrow(RangeError);
  });
});

describe("a request that is over", () => {
  it("ignores what comes later: answer, failure, timeout", async () => {
    const { bus, clock, failures } = openBus();
    const ends: (() => void)[] = [];
    const responder = bus.respond(
      ask,
      ({ payload: n }) => new Promise((resolve, reject) => ends.push(() => (n === 1 ? resolve(n) : reject(new Error("late"))))),
    );
    const asked = [watch(bus.request(ask(1), { timeoutMs: 10 })), watch(bus.request(ask(2), { timeoutMs: 10 }))];
    await clock.advance(10);
    for (const end of ends) end();
    await clock.advance();
    expect(asked.map(({ error }) => error instanceof TimeoutError)).toEqual([true, true]);
    expect(failures).toEqual([]);
    expect(responder.stats.pending).toBe(0);
    expect(bus).not.toHaveEmitted("ask.reply");
  });

  it("leaves no timer and no listener behind", async () => {
    const { bus, clock } = openBus();
    bus.respond(ask, async ({ payload: n }) => n);
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => (listeners++, addEventListener.apply(signal, args));
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => (listeners--, removeEventListener.apply(signal, args));
    const reply = bus.request(ask(1), { signal });
    expect(listeners).toBe(1);
    await clock.advance();
    expect(await reply).toBe(1);
    expect({ listeners, scheduled: clock.scheduled }).toEqual({ listeners: 0, scheduled: 0 });
  });
});

describe("a request made by a handler of a replayed event", () => {
  it("is suppressed, and says so", async () => {
    const { bus, clock } = openBus();
    bus.emit(immediate("a"));
    bus.respond(ask, () => 1);
    let error: unknown;
    bus.subscribe("a", async (_, { request }) => void (error = await request(ask(1)).catch((reason: unknown) => reason)));
    const replay = bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(error).toMatchObject({ code: "ERR_REQUEST_SUPPRESSED" });
    expect(replay.state).toMatchObject({ status: "finished", suppressed: 1 });
  });

  it("is answered in a rerun, and not recorded", async () => {
    const { bus, clock, heard } = openBus();
    bus.emit(immediate("a"));
    bus.respond(ask, ({ payload: n }) => n * 2);
    bus.subscribe("a", async (_, { request }) => void heard.push(String(await request(ask(4)))));
    bus.history.replay({ speed: "max", emissions: "rerun" });
    await clock.advance();
    expect(heard).toEqual(["8"]);
    expect(bus.history.size).toBe(1);
  });

  it("of a recorded request is not answered again", async () => {
    const { bus, clock } = openBus();
    let answered = 0;
    bus.respond(ask, () => ++answered);
    void bus.request(ask(1));
    await clock.advance();
    bus.history.replay({ speed: "max" });
    await clock.advance();
    expect(answered).toBe(1);
  });
});
