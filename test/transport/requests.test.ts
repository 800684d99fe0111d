import { BusError, createBus, defineRequest, EventValidationError, NoResponderError, payload, RemoteError, TimeoutError } from "eventdeck";
import { redact } from "eventdeck/middleware";
import { VirtualClock } from "eventdeck/testing";
import { connect, type ConnectOptions } from "eventdeck/transport";
import { memoryLink } from "eventdeck/transport/memory";
import { describe, expect, it, onTestFinished } from "vitest";
import * as z from "zod/mini";
import { RawLink } from "./raw-link.ts";

const total = defineRequest("cart.total", payload<{ sku: string }>(), z.object({ cents: z.int() }));

async function link(near: ConnectOptions = {}, far: ConnectOptions = {}) {
  const clock = new VirtualClock();
  const here = createBus({ clock, source: "/here", events: [total] });
  const there = createBus({ clock, source: "/there", events: [total] });
  const line = memoryLink();
  const [left, right] = await Promise.all([connect(here, line.left, near), connect(there, line.right, far)]);
  await clock.advance();
  onTestFinished(async () => {
    const closing = Promise.all([here, there].map((bus) => bus.close({ drain: false, timeoutMs: 0 })));
    await clock.advance();
    await closing;
  });
  /** Lets time pass until a request has been answered. */
  const answer = async (reply: Promise<unknown>) => {
    const settled = reply.then(
      (value) => value,
      (error: unknown) => error,
    );
    await clock.advance(10);
    return settled;
  };
  return { clock, here, there, left, right, line, answer };
}

describe("a request that nobody here answers", () => {
  it("is answered on the far side, under the same id, and recorded once on each", async () => {
    const { here, there, answer, clock } = await link();
    const asked: unknown[] = [];
    there.respond(total, (event) => {
      asked.push(event);
      return { cents: 250 };
    });
    await clock.advance();
    expect(await answer(here.request(total({ sku: "tea" })))).toEqual({ cents: 250 });
    const [request, reply] = [...here.history].map(({ event }) => event);
    expect(asked).toMatchObject([{ id: request!.id, source: "/here", correlationId: request!.id, payload: { sku: "tea" } }]);
    expect(reply).toMatchObject({ type: "cart.total.reply", causationId: request!.id });
    await clock.advance(1000);
    expect([...there.history].map(({ event }) => event.type)).toEqual(["cart.total", "cart.total.reply"]);
    expect(here.history.size).toBe(2);
  });

  it("has its errors restored", async () => {
    const { here, there, answer, clock } = await link();
    const failures = [new TimeoutError("slow"), new NoResponderError("nobody"), new BusError("ERR_SHOP", "shut"), new RangeError("too much")];
    there.respond(total, () => {
      throw failures.shift() ?? new Error("asked once too often");
    });
    await clock.advance();
    const errors: unknown[] = [];
    for (let asked = 0; asked < 4; asked++) errors.push(await answer(here.request(total({ sku: "tea" }))));
    expect(errors[0]).toBeInstanceOf(TimeoutError);
    expect(errors[1]).toBeInstanceOf(NoResponderError);
    expect(errors[2]).toMatchObject({ code: "ERR_SHOP", message: "shut" });
    expect(errors[3]).toBeInstanceOf(RemoteError);
    expect(errors[3]).toMatchObject({ cause: { name: "RangeError", message: "too much" } });
  });

  it("fails when the reply is none", async () => {
    const { here, clock, answer } = await link();
    const raw = new RawLink();
    await connect(here, raw);
    raw.hello({ answers: [total.type] });
    const reply = here.request(total({ sku: "tea" }));
    await clock.advance();
    const [message] = raw.ofKind("request");
    const { id } = Object(message!["event"]);
    raw.say({ kind: "reply", id, value: { datacontenttype: "application/json", data: { cents: "many" } } }, "stranger");
    raw.say({ kind: "reply", id, value: { datacontenttype: "application/json", data: { cents: "many" } } });
    expect(await answer(reply)).toMatchObject({ code: "ERR_EVENT_INVALID" });
  });

  it("fails at once when nobody answers anywhere, and when who answered is gone", async () => {
    const { here, there, clock, answer, right } = await link();
    expect(await answer(here.request(total({ sku: "tea" })))).toBeInstanceOf(NoResponderError);
    there.respond(total, () => new Promise(() => {}));
    await clock.advance();
    const waiting = here.request(total({ sku: "tea" }), { timeoutMs: 60_000 });
    await clock.advance();
    await right.close();
    expect(await answer(waiting)).toMatchObject({ code: "ERR_REQUEST_LINK" });
    expect(await answer(here.request(total({ sku: "tea" })))).toBeInstanceOf(NoResponderError);
  });

  it("sees of a request what history sees", async () => {
    const { here, there, clock, answer } = await link();
    here.use(redact({ paths: ["payload.sku"] }));
    let seen: unknown;
    there.respond(total, ({ payload: given }) => {
      seen = given;
      return { cents: 1 };
    });
    await clock.advance();
    await answer(here.request(total({ sku: "secret" })));
    expect(JSON.stringify(seen)).not.toContain("secret");
  });
});

describe("a request that cannot be answered", () => {
  it("ends at once when either side does not take a message that large, as does one whose reply is", async () => {
    const echo = defineRequest("text.echoed", payload<number>(), payload<string>());
    const { here, there, clock, answer, right } = await link({}, { maxEventBytes: 4000 });
    there.respond(echo, ({ payload: length }) => "x".repeat(length));
    await clock.advance();
    expect(await answer(here.request(echo(10)))).toBe("x".repeat(10));
    expect(await answer(here.request(echo(5000)))).toMatchObject({
      code: "ERR_REQUEST_TOO_LARGE",
      message: expect.stringMatching(/^The reply is a message of \d+ bytes, and maxEventBytes of one side is 4000/),
    });
    expect(await answer(here.request({ type: echo.type, input: "x".repeat(5000) }))).toMatchObject({
      code: "ERR_REQUEST_TOO_LARGE",
      message: expect.stringContaining("The request is a message of"),
    });
    expect(right.stats.rejected).toBe(0);
  });

  it("ends at once when the far side refuses its payload, which is counted there", async () => {
    const strict = defineRequest("cart.strict", z.object({ sku: z.string() }), payload<number>());
    const { here, there, clock, answer, right } = await link({}, { kinds: [strict] });
    there.respond(strict, () => 1);
    await clock.advance();
    const reply = answer(here.request({ type: strict.type, input: { sku: 7 } }));
    expect(await reply).toBeInstanceOf(EventValidationError);
    expect(right.stats.rejected).toBe(1);
  });

  it("ends at once while the link is away, and once its far side says that it is", async () => {
    const { here, there, clock, answer, line } = await link();
    there.respond(total, () => new Promise(() => {}));
    await clock.advance();
    line.disconnect();
    expect(await answer(here.request(total({ sku: "tea" })))).toMatchObject({ code: "ERR_REQUEST_LINK" });
    const raw = new RawLink("many");
    const connection = await connect(here, raw);
    raw.hello({ source: "/shop" });
    raw.hello({ answers: ["cart.asleep"], source: "/tab" }, "tab");
    const waiting = here.request({ type: "cart.asleep", input: 1 });
    await clock.advance();
    raw.say({ kind: "away" }, "tab");
    expect(await answer(waiting)).toMatchObject({ code: "ERR_REQUEST_LINK" });
    expect(await answer(here.request({ type: "cart.asleep", input: 1 }))).toBeInstanceOf(NoResponderError);
    expect(connection.peerBuses).toEqual([{ instance: "far", source: "/shop" }]);
    raw.hello({ answers: ["cart.asleep"], source: "/tab" }, "tab");
    expect(connection.peers).toEqual(["far", "tab"]);
  });

  it.each([
    ["has come round", (instanceId: string) => [instanceId, "other"], "ERR_REQUEST_LOOP"],
    ["has passed through too many buses", () => Array.from({ length: 8 }, (_, index) => `bus${index}`), "ERR_REQUEST_HOPS"],
  ])("is answered with why when it %s", async (_, pathFor, code) => {
    const { there, clock } = await link();
    there.respond(total, () => ({ cents: 1 }));
    const raw = new RawLink();
    const connection = await connect(there, raw);
    raw.hello();
    const event = { specversion: "1.0", id: "1", source: "/far", type: total.type, data: { sku: "tea" } };
    raw.say({ kind: "request", path: pathFor(raw.host.instanceId), event });
    await clock.advance();
    expect(raw.ofKind("reply")).toMatchObject([{ id: "1", to: "far", error: { code } }]);
    expect(connection.stats.rejected).toBe(1);
  });
});

describe("a requester that does not wait any longer", () => {
  it.each([
    ["by its signal", (ask: AbortController) => ({ signal: ask.signal, timeoutMs: 60_000 }), "ERR_ENOUGH"],
    ["by its timeout", () => ({ timeoutMs: 50 }), "ERR_TIMEOUT"],
  ])("calls off the handler on the far side %s", async (_, optionsFor, code) => {
    const { here, there, clock } = await link();
    const calledOff: unknown[] = [];
    there.respond(total, (__, { signal }) => {
      signal.addEventListener("abort", () => calledOff.push(signal.reason));
      return new Promise(() => {});
    });
    await clock.advance();
    const ask = new AbortController();
    const reply = here.request(total({ sku: "tea" }), optionsFor(ask)).catch((error: unknown) => error);
    await clock.advance(10);
    expect(calledOff).toEqual([]);
    ask.abort(new BusError("ERR_ENOUGH", "It has taken long enough."));
    await clock.advance(100);
    expect(await reply).toMatchObject({ code });
    expect(calledOff).toMatchObject([{ code: "ERR_REQUEST_CANCELLED" }]);
    expect([here.history.size, there.history.size]).toEqual([1, 1]);
  });
});

describe("a responder here", () => {
  it("comes before one on the far side, whichever was first", async () => {
    const { here, there, clock, answer } = await link();
    there.respond(total, () => ({ cents: 2 }));
    await clock.advance();
    const own = here.respond(total, () => ({ cents: 1 }));
    expect(await answer(here.request(total({ sku: "tea" })))).toEqual({ cents: 1 });
    own.unsubscribe();
    expect(await answer(here.request(total({ sku: "tea" })))).toEqual({ cents: 2 });
  });

  it("is asked by nobody else where requests are off, or not selected", async () => {
    const { here, there, clock, answer, left } = await link({}, { requests: false });
    there.respond(total, () => ({ cents: 2 }));
    await clock.advance();
    expect(await answer(here.request(total({ sku: "tea" })))).toBeInstanceOf(NoResponderError);
    expect(left.state).toBe("connected");
    const raw = new RawLink();
    await connect(there, raw, { requests: "stock.#" });
    raw.hello();
    raw.say({ kind: "request", event: { specversion: "1.0", id: "1", source: "/far", type: total.type, data: { sku: "tea" } } });
    await clock.advance();
    expect(raw.ofKind("reply")).toMatchObject([{ id: "1", error: { name: "NoResponderError" } }]);
  });
});
