import type { Bus, BusEvent } from "eventdeck";
import { createProjection } from "eventdeck/projection";
import * as fc from "../fast-check.ts";

/** What is done to a bus, a step at a time. */
export const steps = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("emit" as const),
      type: fc.constantFrom("add", "remove", "fail", "chain", "other"),
      item: fc.nat(5),
      priority: fc.constantFrom("immediate" as const, "normal" as const, "deferred" as const),
      conflateKey: fc.option(fc.constantFrom("k", "l"), { nil: undefined, freq: 3 }),
      ttlMs: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined, freq: 3 }),
      delayMs: fc.option(fc.nat(30), { nil: undefined, freq: 3 }),
      cancelled: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("advance" as const), ms: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("spend" as const), ms: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("seek" as const), at: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("back" as const, "forward" as const, "live" as const, "rebuild" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("clear" as const, "import" as const) }) },
);
export type Step = typeof steps extends fc.Arbitrary<infer One> ? One : never;

/** Three projections of one bus, each with states of another kind, one of which fails now and then. */
export function projectAll(bus: Bus, checkpointEvery: number) {
  return {
    list: createProjection<readonly number[]>(bus, {
      name: "list",
      initial: [],
      checkpointEvery,
      reducers: (on) => {
        on("add", (draft, event) => void draft.push(itemOf(event)));
        on("remove", (draft, event) => draft.filter((item) => item !== itemOf(event)));
      },
    }),
    counts: createProjection(bus, {
      name: "counts",
      initial: { byItem: new Map<number, { count: number }>(), seen: new Set<number>(), total: 0 },
      checkpointEvery,
      reducers: (on) => {
        on(["add", "remove", "fail"], (draft, event) => {
          const item = itemOf(event);
          draft.seen.add(item);
          if (event.type === "remove") draft.byItem.delete(item);
          else draft.byItem.set(item, { count: (draft.byItem.get(item)?.count ?? 0) + 1 });
          if (event.type === "fail") throw new Error("fails");
        });
        on("#", (draft) => void draft.total++);
      },
    }),
    newest: createProjection(bus, { name: "newest", initial: "none", checkpointEvery, reducers: (on) => on(/^(?:add|chain)$/, (_, event) => event.id) }),
  };
}

/** The same without immer, patches, positions or a bus. */
export function foldPlainly(events: readonly BusEvent[]) {
  let list: readonly number[] = [];
  const byItem = new Map<number, { count: number }>();
  const seen = new Set<number>();
  let total = 0;
  let newest = "none";
  let failures = 0;
  for (const event of events) {
    const item = itemOf(event);
    if (event.type === "add") list = [...list, item];
    if (event.type === "remove") list = list.filter((other) => other !== item);
    if (event.type === "fail") failures++;
    if (event.type === "add") byItem.set(item, { count: (byItem.get(item)?.count ?? 0) + 1 });
    if (event.type === "remove") byItem.delete(item);
    if (event.type === "add" || event.type === "remove") seen.add(item);
    if (event.type === "add" || event.type === "chain") newest = event.id;
    total++;
  }
  return { list, counts: { byItem, seen, total }, newest, failures };
}

function itemOf({ payload }: BusEvent): number {
  return Number(payload);
}
