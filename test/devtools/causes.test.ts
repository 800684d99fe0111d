import type { Undelivered } from "eventdeck";
import { describe, expect, it } from "vitest";
import { CauseTree } from "../../devtools/model/why/causes.ts";
import { standingOf } from "../../devtools/model/why/causes-request.ts";
import * as fc from "../fast-check.ts";
import { drawn, entryOf, outline, type Told, treeOf } from "./story-model.ts";

describe("the tree of causes", () => {
  it("puts every event below its cause, whatever order they come in", () => {
    expect(outline(drawn(treeOf([{ id: "c", cause: "b" }, { id: "a" }, { id: "d", cause: "b" }, { id: "b", cause: "a" }])))).toEqual([
      "a",
      "- b",
      "-- c",
      "-- d",
    ]);
  });

  it("keeps together what has a cause that is not recorded, and says so", () => {
    expect(outline(drawn(treeOf([{ id: "a", cause: "gone" }, { id: "b" }, { id: "c", cause: "gone" }])))).toEqual(["gone not recorded", "- a", "- c", "b"]);
  });

  it("ends a circle of causes where it closes, and marks the place", () => {
    const tree = treeOf([
      { id: "a", cause: "c" },
      { id: "b", cause: "a" },
      { id: "c", cause: "b" },
      { id: "self", cause: "self" },
    ]);
    expect(outline(drawn(tree))).toEqual(["a", "- b", "-- c", "self"]);
    expect([tree.byId("a")?.loop, tree.byId("b")?.loop, tree.byId("self")?.loop]).toEqual([true, false, true]);
  });

  it("shows what was caused and reached nobody, drafts among it", () => {
    const tree = treeOf([{ id: "a" }, { id: "b", cause: "a" }]);
    const attempt: Undelivered = { draft: { type: "bad", input: 1 }, reason: "invalid", at: 1, after: 1, causationId: "a" };
    tree.addAttempt(attempt);
    expect(outline(drawn(tree))).toEqual(["a", "- bad", "- b"]);
  });

  it("takes an event once, and the second of an id as another consequence", () => {
    const tree = treeOf([{ id: "a" }, { id: "b", cause: "a" }]);
    tree.add(entryOf(2, { id: "b", cause: "a" }));
    tree.add(entryOf(3, { id: "b", cause: "a" }));
    tree.add(entryOf(4, { id: "c", cause: "b" }));
    expect(outline(drawn(tree))).toEqual(["a", "- b", "-- c", "- b"]);
  });

  it("holds a chain of 20,000 in any order", () => {
    const chain = Array.from({ length: 20_000 }, (_, index): Told => ({ id: String(index), ...(index > 0 && { cause: String(index - 1) }) }));
    for (const told of [chain, chain.toReversed()]) {
      const { rows } = drawn(treeOf(told));
      expect([rows.length, rows[0]?.node?.id, rows.at(-1)?.depth, rows[0]?.end]).toEqual([20_000, "0", 19_999, 20_000]);
    }
  });

  it("shows each event once and below its cause, whatever causes a file claims", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const one = fc.record({ id: fc.constantFrom(...ids), cause: fc.option(fc.constantFrom(...ids, "elsewhere"), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (told) => {
        const { rows } = drawn(treeOf(told));
        const nodes = rows.flatMap(({ node }) => (node ? [node] : []));
        expect(new Set(nodes).size).toBe(told.length);
        for (const row of rows) {
          const cause = rows[row.parent];
          if (row.node?.parent) expect(cause?.node).toBe(row.node.parent);
          else expect(row.node === undefined || cause?.missingId === row.node.causeId || row.depth === 0).toBe(true);
        }
        expectModel(told, nodes.filter(({ parent }) => parent !== undefined).length);
      }),
    );
  });
});

/** As many have a cause above them as could have one without a circle: each circle of the first events of their ids loses one. */
function expectModel(told: readonly Told[], placed: number): void {
  const first = new Map<string, number>();
  for (const [index, { id }] of told.entries()) if (!first.has(id)) first.set(id, index);
  const causes = told.map(({ cause }) => (cause === undefined ? undefined : first.get(cause)));
  const circles = new Set<number>();
  for (let start = 0; start < told.length; start += 1) {
    const walked: number[] = [];
    for (let at: number | undefined = start; at !== undefined && !walked.includes(at); at = causes[at]) {
      walked.push(at);
      const next = causes[at];
      if (next !== undefined && walked.includes(next)) circles.add(Math.min(...walked.slice(walked.indexOf(next))));
    }
  }
  expect(placed).toBe(causes.filter((cause) => cause !== undefined).length - circles.size);
}

describe("a request", () => {
  const asked = { id: "q", type: "price.asked", replyTo: "bus" };
  const answer = { id: "r", type: "price.asked.reply", cause: "q" };

  it("shares its row with its reply, and shows what that has led to", () => {
    expect(outline(drawn(treeOf([asked, answer, { id: "next", cause: "r" }, { id: "other", cause: "q" }])))).toEqual(["q", "- next", "- other"]);
  });

  it.each([
    ["answered", {}, [answer]],
    ["pending", { pending: 1 }, []],
    ["unanswered", { handlers: 0 }, []],
    ["unanswered", { skipped: 1 }, []],
    ["failed", { failed: 1 }, []],
    ["late", {}, []],
  ] as const)("is %s when %o", (kind, outcome, replies) => {
    const node = treeOf([{ ...asked, outcome }, ...replies]).byId("q");
    expect(node && standingOf(node)?.kind).toBe(kind);
  });

  it("is timed out when it was given up before its turn, and unanswered without a responder", () => {
    const tree = new CauseTree();
    const { event } = entryOf(1, asked);
    expect(standingOf(tree.addAttempt({ event, reason: "cancelled", by: "timeout", at: 1, after: 0 }))?.kind).toBe("timed-out");
    expect(standingOf(tree.addAttempt({ draft: { type: "q", input: 1 }, reason: "stopped", by: "no responder", at: 1, after: 0 }))?.kind).toBe("unanswered");
    expect(standingOf(tree.add(entryOf(9, { id: "plain" })))).toBeUndefined();
  });
});
