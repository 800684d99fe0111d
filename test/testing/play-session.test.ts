import { createBus, defineEvent, payload, SessionFormatError } from "eventdeck";
import { createTestBus, playSession } from "eventdeck/testing";
import { describe, it, onTestFinished } from "vitest";
import * as z from "zod";
import { expect } from "../matchers.ts";

const submitted = defineEvent("payment.submitted", z.object({ order: z.string(), at: z.date() }));
const failed = defineEvent("payment.failed", payload<{ order: string }>());
const retried = defineEvent("payment.retried", payload<{ order: string }>());
const events = [submitted, failed, retried] as const;

/** A session in which a payment was submitted and failed, and another was submitted five minutes later. */
async function recordSession(): Promise<string[]> {
  const bus = createTestBus({ events });
  bus.subscribe(submitted, ({ payload: { order } }, { emit }) => void emit(failed({ order }), { delayMs: 120_000 }));
  bus.emit(submitted({ order: "A", at: new Date(0) }));
  await bus.advance(300_000);
  bus.emit(submitted({ order: "B", at: new Date(1) }));
  await bus.advance(120_000);
  return [...bus.history.export()];
}
function openShop() {
  const bus = createTestBus({ events });
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  return bus;
}

describe("a recorded session", () => {
  it("is a test's input: played at its own pace, with what handlers make of it now", async () => {
    const bus = openShop();
    bus.subscribe(submitted, ({ payload: { order } }, { emit }) => void emit(retried({ order }), { delayMs: 1000 }));

    const session = await playSession(bus, await recordSession());
    await bus.advance(session.durationMs);

    expect(bus).toHaveEmittedInOrder([
      [submitted, { order: "A", at: new Date(0) }],
      [retried, { order: "A" }],
      [submitted, { order: "B" }],
    ]);
    // What the recorded handler did is not what this one does.
    expect(bus).not.toHaveEmitted(failed);
  });

  it("plays nothing before time passes, and keeps the recorded gaps", async () => {
    const bus = openShop();
    const times: number[] = [];
    bus.subscribe(submitted, () => void times.push(bus.clock.monotonic()));
    const session = await playSession(bus, await recordSession(), { speed: 2 });
    expect(bus.history.size).toBe(0);
    await bus.advance(149_999);
    expect(times).toEqual([0]);
    await bus.advance(1);
    expect(times).toEqual([0, 150_000]);
    await expect(session.done).resolves.toBeUndefined();
  });

  it.each([
    [{}, 300_000],
    [{ speed: 4 }, 75_000],
    [{ speed: "max" }, 0],
    [{ maxGapMs: 1000 }, 1000],
    [{ query: "type:payment.submitted" }, 300_000],
  ] as const)("with %j takes %i ms", async (options, durationMs) => {
    const bus = openShop();
    const session = await playSession(bus, await recordSession(), options);
    expect(session.durationMs).toBe(durationMs);
    await bus.advance(durationMs);
    expect(bus.emitted(submitted)).toHaveLength(2);
  });

  it("can be stepped through", async () => {
    const bus = openShop();
    const session = await playSession(bus, await recordSession(), { paused: true });
    const stepped = session.step();
    await bus.advance();
    await stepped;
    expect(bus.emitted("#").map(({ type }) => type)).toEqual(["payment.submitted"]);
  });

  it("is read by the definitions of the bus, and refused as a whole", async () => {
    const bus = openShop();
    const lines = await recordSession();
    const error: unknown = await playSession(bus, [...lines, lines[0]!.replace('"order"', '"other"')]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SessionFormatError);
    await bus.advance(1000);
    expect(bus.history.size).toBe(0);
  });

  it("plays into a bus of the host's time, too", async () => {
    await using bus = createBus({ events });
    const { done } = await playSession(bus, await recordSession(), { speed: "max" });
    await done;
    expect(bus).toHaveEmittedInOrder([submitted, submitted]);
  });
});
