import { BusError, createBus, defineRequest, NoResponderError, payload, RemoteError, TimeoutError } from "eventdeck";
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
