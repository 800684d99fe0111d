import { createBus } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect, type Connection } from "eventdeck/transport";
import { expect, it, onTestFinished } from "vitest";
import { RawLink } from "./raw-link.ts";

/** A bus whose far side is the test, and has introduced itself. */
async function near(): Promise<{
  readonly clock: VirtualClock;
  readonly raw: RawLink;
  readonly link: Connection;
  readonly ask: (type: string) => Promise<number>;
}> {
  const clock = new VirtualClock();
  const bus = createBus({ clock });
  const raw = new RawLink("many");
  const link = await connect(bus, raw);
  raw.hello();
  await clock.advance();
  onTestFinished(async () => {
    const closing = bus.close({ drain: false, timeoutMs: 0 });
    await clock.advance();
    await closing;
  });
  /** Emits something, and waits until the far side is asked whether it has that. */
  async function ask(type: string): Promise<number> {
    const before = raw.ofKind("position").length;
    bus.emit({ type, input: 1 });
    for (let waited = 0; waited < 1_000 && raw.ofKind("position").length === before; waited += 1) await clock.advance(1);
    expect(raw.ofKind("position")).toHaveLength(before + 1);
    return Number(raw.ofKind("position").at(-1)?.["offset"]);
  }
  return { clock, raw, link, ask };
}

it("tells how long word is under way, and how far the clock of a peer is ahead", async () => {
  const { clock, raw, link, ask } = await near();
  expect(link.clocks).toEqual([]);
  const offset = await ask("a");
  await clock.advance(40);
  raw.say({ kind: "received", offset, at: clock.now() - 20 + 5_000 });
  expect(link.clocks).toEqual([{ instance: "far", roundTripMs: 40, aheadMs: 5_000, withinMs: 21 }]);
});

it("believes the answer that was under way for the shortest, and tells how long the last was", async () => {
  const { clock, raw, link, ask } = await near();
  const first = await ask("a");
  await clock.advance(10);
  raw.say({ kind: "received", offset: first, at: clock.now() - 5 - 1_000 });
  const second = await ask("b");
  await clock.advance(200);
  raw.say({ kind: "received", offset: second, at: clock.now() - 1_000 });
  expect(link.clocks).toEqual([{ instance: "far", roundTripMs: 200, aheadMs: -1_000, withinMs: 6 }]);
});

it("knows nothing of a clock that is not told, and of an answer to a question that was asked twice no more than that it came after the first", async () => {
  const { clock, raw, link, ask } = await near();
  const offset = await ask("a");
  await clock.advance(30);
  raw.say({ kind: "received", offset });
  expect(link.clocks).toEqual([{ instance: "far", roundTripMs: 30 }]);
  const again = await ask("b");
  await clock.advance(1_000);
  expect(raw.ofKind("position").at(-1)).toMatchObject({ offset: again });
  expect(raw.ofKind("position").length).toBeGreaterThan(2);
  raw.say({ kind: "received", offset: again, at: clock.now() - 200 });
  expect(link.clocks).toEqual([{ instance: "far", roundTripMs: 30, aheadMs: 300, withinMs: 501 }]);
  // To the second question; a third answer there cannot be.
  raw.say({ kind: "received", offset: again, at: clock.now() - 200 });
  raw.say({ kind: "received", offset: again, at: clock.now() + 1 });
  const [told] = link.clocks;
  expect(told?.withinMs).toBeLessThan(501);
  expect(Math.abs((told?.aheadMs ?? Infinity) + 200)).toBeLessThanOrEqual(told?.withinMs ?? 0);
});

it("forgets a peer that says goodbye", async () => {
  const { raw, link, ask } = await near();
  raw.say({ kind: "received", offset: await ask("a"), at: 0 });
  expect(link.clocks).toHaveLength(1);
  raw.say({ kind: "bye" });
  expect(link.clocks).toEqual([]);
});

it("answers with the time by its own clock", async () => {
  const { clock, raw } = await near();
  raw.say({ kind: "position", offset: 0 });
  expect(raw.ofKind("received").at(-1)).toMatchObject({ offset: 0, at: clock.now() });
});
