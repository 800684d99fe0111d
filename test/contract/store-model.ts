import { type Store, SequenceConflictError } from "eventdeck/store";
import { describe, test } from "vitest";
import * as fc from "../fast-check.ts";
import type { Open, StorePort } from "./store-port.ts";
import { all, storedEvent } from "./stored-events.ts";

/** What a store should hold. */
interface Model {
  readonly keys: Map<string, unknown>;
  readonly streams: Map<string, { first: number; ids: Map<number, string>; last: number }>;
  events: number;
}
interface Real {
  store: Store;
}
type Command = fc.AsyncCommand<Model, Real>;

const key = fc.oneof(fc.constantFrom("", "a", "a\0", "ab", "b", "\uffee", "\u{1f600}"), fc.string({ unit: "binary", maxLength: 3 }));
const value = fc.oneof(fc.integer(), fc.string(), fc.bigInt(), fc.constant(undefined), fc.array(fc.date({ noInvalidDate: true }), { maxLength: 2 }));
const stream = fc.constantFrom("", "a", "a\0", "b");

/** Random batches, ranges, appends, truncations and restarts, each compared with a map and a list. */
export function storeModelContract(open: Open, port: StorePort): void {
  describe("beside a model", () => {
    test("holds what it should after any operations", async () => {
      const commands = [batches, ranges, appends, reads, truncations, listings, fc.constant(restart(open, port))];
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { maxCommands: 40 }), async (run) => {
          const store = await open();
          const real: Real = { store };
          try {
            await fc.asyncModelRun(() => ({ model: { keys: new Map(), streams: new Map(), events: 0 }, real }), run);
          } finally {
            await real.store.close();
          }
        }),
        { numRuns: 40 },
      );
    }, 60_000);
  });
}

function command(text: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return { check: () => true, run, toString: () => text };
}

const operation = fc.oneof({ weight: 3, arbitrary: fc.record({ put: key, value }) }, fc.record({ del: key }));
const batches = fc.array(operation, { maxLength: 8 }).map((operations) =>
  command(`batch(${fc.stringify(operations)})`, async ({ keys }, { store }) => {
    await store.batch(operations);
    for (const one of operations) {
      if ("put" in one) keys.set(one.put, one.value);
      else keys.delete(one.del);
    }
  }),
);
const ranges = fc.record({ from: key, to: key, limit: fc.option(fc.nat(4), { nil: undefined }), reverse: fc.boolean() }).map((options) =>
  command(`range(${fc.stringify(options)})`, async ({ keys }, { store }) => {
    const within = [...keys].filter(([one]) => compareBytes(one, options.from) >= 0 && compareBytes(one, options.to) < 0);
    const sorted = within.toSorted(([a], [b]) => compareBytes(a, b) * (options.reverse ? -1 : 1));
    equal(await all(store.range(options)), sorted.slice(0, options.limit));
  }),
);
const appends = fc.tuple(stream, fc.nat(4), fc.constantFrom(undefined, 0, 1)).map(([name, count, behind]) =>
  command(`append("${name}", ${count}, ${behind} behind)`, async (model, { store }) => {
    const known = model.streams.get(name) ?? { first: 1, last: 0, ids: new Map() };
    const events = Array.from({ length: count }, () => storedEvent(`e${++model.events}`));
    const expectedSequence = behind === undefined ? undefined : Math.max(0, known.last - behind);
    const outcome = await store.append(name, events, { expectedSequence }).catch((error: unknown) => error);
    if (expectedSequence !== undefined && expectedSequence !== known.last) return equal(outcome instanceof SequenceConflictError, true);
    equal(outcome, { first: known.last + 1, last: known.last + count });
    for (const { id } of events) known.ids.set(++known.last, id);
    if (count > 0) model.streams.set(name, known);
  }),
);
const bound = fc.option(fc.nat(12), { nil: undefined });
const reads = fc
  .record({ name: stream, from: bound, to: bound, limit: fc.option(fc.nat(3), { nil: undefined }), reverse: fc.boolean() })
  .map(({ name, ...options }) =>
    command(`read("${name}", ${fc.stringify(options)})`, async ({ streams }, { store }) => {
      const kept = [...(streams.get(name)?.ids ?? [])].filter(([at]) => at >= (options.from ?? 1) && at <= (options.to ?? Infinity));
      const expected = (options.reverse ? kept.toReversed() : kept).slice(0, options.limit);
      equal(
        (await all(store.read(name, options))).map(({ sequence, event }) => [sequence, event.id]),
        expected,
      );
    }),
  );
const truncations = fc.tuple(stream, fc.nat(12)).map(([name, before]) =>
  command(`truncate("${name}", ${before})`, async ({ streams }, { store }) => {
    await store.truncate(name, { before });
    const known = streams.get(name);
    if (!known) return;
    known.first = Math.max(known.first, Math.min(before, known.last + 1));
    for (const at of known.ids.keys()) if (at < known.first) known.ids.delete(at);
  }),
);
const listings = fc.constant(
  command("streams()", async ({ streams }, { store }) => {
    const listed = (await all(store.streams())).map(({ bytes, ...ends }) => ({ ...ends, empty: bytes === 0 }));
    const expected = [...streams]
      .toSorted(([a], [b]) => compareBytes(a, b))
      .map(([name, { first, last, ids }]) => ({ stream: name, first, last, empty: ids.size === 0 }));
    equal(listed, expected);
  }),
);
function restart(open: Open, port: StorePort): Command {
  return command("restart", async (_model, real) => {
    await real.store.close();
    real.store = await open(port.again(real.store));
  });
}

/** The order of UTF-8, by the bytes themselves. */
function compareBytes(left: string, right: string): number {
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(left), encoder.encode(right)];
  for (let index = 0; index < Math.min(a.length, b.length); index++) if (a[index] !== b[index]) return a[index]! - b[index]!;
  return a.length - b.length;
}
function equal(actual: unknown, expected: unknown): void {
  if (fc.stringify(actual) !== fc.stringify(expected)) throw new Error(`${fc.stringify(actual)} should be ${fc.stringify(expected)}`);
}
