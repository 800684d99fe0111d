import { defineEvent, payload } from "eventdeck";
import { expect, it } from "vitest";
import { openBus } from "../scheduling/virtual-bus.ts";
import { payloadsOf } from "./deck.ts";

const kinds = Array.from({ length: 10 }, (_, index) => defineEvent(`kind.n${index}`, payload<number>(), { priority: "immediate" }));
const count = 200_000;

it("stays consistent over many events", () => {
  const maxEvents = 150_000;
  const { bus } = openBus({ history: { maxEvents, maxBytes: Infinity } });
  let handled = 0;
  bus.subscribe("kind.n3", () => handled++, { name: "counts" });
  for (let n = 1; n <= count; n++) bus.emit(kinds[n % 10]!(n));
  const { history } = bus;
  expect([history.size, history.evicted, history.firstPosition, history.lastPosition]).toEqual([maxEvents, count - maxEvents, count - maxEvents + 1, count]);
  expect(handled).toBe(count / 10);

  const ofKind = history.query("type:kind.n3");
  expect(ofKind).toHaveLength(maxEvents / 10);
  expect(ofKind.every(({ position, event, outcome }) => event.payload === position && outcome.handlers === 1)).toBe(true);
  expect(history.query("is:unheard")).toHaveLength((maxEvents / 10) * 9);
  expect(history.query("handler:counts")).toHaveLength(maxEvents / 10);
  expect(payloadsOf(history.query("position:60000..60002"))).toEqual([60_000, 60_001, 60_002]);
  expect(payloadsOf(history.query("payload:>199995", { newestFirst: true, limit: 2 }))).toEqual([200_000, 199_999]);

  let expected = history.firstPosition;
  let wrong = 0;
  for (const { position, event } of history) if (position !== expected++ || event.payload !== position) wrong++;
  expect(wrong).toBe(0);

  const { bytes } = history;
  history.clear();
  for (let n = 1; n <= maxEvents; n++) bus.emit(kinds[n % 10]!(n));
  expect(history.bytes).toBe(bytes);
  expect([history.size, history.evicted, history.firstPosition]).toEqual([maxEvents, count - maxEvents, count + 1]);
  expect(bus.metrics()).toMatchObject({ emitted: count + maxEvents, delivered: (count + maxEvents) / 10 });
});
