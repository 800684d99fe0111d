import { defineEvent, glob, payload, type Selector } from "eventdeck";
import { fromPriorityWord } from "eventdeck/catalogue";
import { exponential, fixed, openQueue } from "eventdeck/queue";
import * as fc from "../fast-check.ts";
import { describe, expect, test } from "vitest";
import { openBus, order } from "./open.ts";

const placed = defineEvent("order.placed", payload<unknown>());
/** One of each lane, and two that say which of the two immediate words they mean. */
const events = [
  order("immediate", {}, "order.placed"),
  order("normal", { priority: "normal" }, "order.placed"),
  order("deferred", { priority: "deferred" }, "order.placed"),
  order("critical", fromPriorityWord("critical"), "order.placed"),
  order("high", fromPriorityWord("high"), "order.placed"),
  order("bare", { priority: "normal" }, "order"),
];
const all = events.map(({ options }) => options?.id);
const placedOnes = all.slice(0, -1);

async function bound(bind: Selector): Promise<(string | undefined)[]> {
  const { bus } = openBus();
  const queue = await openQueue(bus, "q", { bind });
  for (const event of events) bus.emit(event);
  await bus.flush();
  const ids: string[] = [];
  queue.consume(({ event }) => void ids.push(event.id));
  await queue.idle();
  return all.filter((id) => ids.includes(id ?? ""));
}

describe("a queue is bound", () => {
  test.each<[string, Selector, (string | undefined)[]]>([
    ["by topic, whatever the priority", "order.placed", placedOnes],
    ["by routing key, in the bus's words", "order.placed.immediate", ["immediate", "critical", "high"]],
    ["by routing key: low", "order.*.low", ["deferred"]],
    ["by routing key: normal", "#.normal", ["normal", "bare"]],
    ["by routing key: high", "order.placed.high", ["immediate", "high"]],
    ["by routing key: critical", "order.*.critical", ["immediate", "critical"]],
    ["by a wildcard in the priority's place", "order.placed.*", placedOnes],
    ["by a wildcard that matches either the topic's word or the priority", "order.*", all],
    ["by several patterns, each event once", ["order.placed.low", "order.placed", glob("order.pl*")], placedOnes],
    ["by an expression on the routing key", /\.critical$/, ["immediate", "critical"]],
    ["by a glob on the routing key", glob("*.deferred"), ["deferred"]],
    ["by definition", placed, placedOnes],
    ["to nothing", [], []],
  ])("%s", async (_, bind, ids) => {
    expect(await bound(bind)).toEqual(ids);
  });

  test("not by what is no selector", async () => {
    const { bus } = openBus();
    await expect(openQueue(bus, "q", { bind: "" })).rejects.toThrow("selector is an empty string");
    expect(await openQueue(bus, "q")).toMatchObject({ name: "q" });
  });
});

describe("a backoff", () => {
  test("doubles up to its limit", () => {
    const backoff = exponential({ baseMs: 100, maxMs: 1000, jitter: "none" });
    expect([1, 2, 3, 4, 5, 6].map(backoff)).toEqual([100, 200, 400, 800, 1000, 1000]);
  });
  test("is anywhere below that by default, as its random says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const most = Math.min(30_000, 200 * 2 ** (attempt - 1));
        expect(exponential({ random: () => random })(attempt)).toBe(Math.round(most * random));
      }),
    );
  });
  test("can be the same always", () => {
    expect([1, 9].map(fixed(50))).toEqual([50, 50]);
  });
  test("refuses what makes no sense", () => {
    expect(() => exponential({ baseMs: 100, maxMs: 10 })).toThrow("maxMs is 10: give a number from 100 up.");
    expect(() => exponential({ factor: 0.5 })).toThrow("factor");
    expect(() => fixed(-1)).toThrow("delayMs");
  });
});
