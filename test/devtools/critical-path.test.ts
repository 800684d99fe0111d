import { describe, expect, it } from "vitest";
import { criticalPath, type Span, type Stretch } from "../../devtools/model/why/critical-path.ts";
import * as fc from "../fast-check.ts";
import { run } from "./story-model.ts";

const pathOf = (spans: readonly Span[]) => run(criticalPath(spans)).result;

describe("the critical path", () => {
  it("is the chain of causes of what ended last, each from its emission to that of the next", () => {
    const spans = [
      { parent: -1, start: 0, end: 4 },
      { parent: 0, start: 3, end: 6 },
      { parent: 0, start: 2, end: 30 },
      { parent: 1, start: 5, end: 40 },
    ];
    expect(pathOf(spans)).toEqual([
      { span: 0, from: 0, to: 3 },
      { span: 1, from: 3, to: 5 },
      { span: 3, from: 5, to: 40 },
    ]);
  });

  it("gives the time of an awaited reply to the request", () => {
    const spans = [
      { parent: -1, start: 0, end: 50 },
      { parent: 0, start: 5, end: 20, answeredAt: 18 },
      { parent: 0, start: 30, end: 60 },
    ];
    expect(pathOf(spans)).toEqual([
      { span: 0, from: 0, to: 5 },
      { span: 1, from: 5, to: 18 },
      { span: 0, from: 18, to: 30 },
      { span: 2, from: 30, to: 60 },
    ]);
  });

  it("leaves out a reply that came after the last consequence was emitted, and requests without one", () => {
    const spans = [
      { parent: -1, start: 0, end: 10 },
      { parent: 0, start: 1, end: 9, answeredAt: 8 },
      { parent: 0, start: 2, end: 9 },
      { parent: 0, start: 5, end: 20 },
    ];
    expect(pathOf(spans).map(({ span }) => span)).toEqual([0, 3]);
  });

  it("has nothing to say of nothing, and survives questions that took no time", () => {
    expect(pathOf([])).toEqual([]);
    expect(
      pathOf([
        { parent: -1, start: 0, end: 3 },
        { parent: 0, start: 3, end: 3, answeredAt: 3 },
        { parent: 0, start: 3, end: 3, answeredAt: 3 },
      ]),
    ).toEqual([{ span: 0, from: 0, to: 3 }]);
  });

  it("covers the time from the first cause to the last end without gap or overlap, as walking back moment by moment does", () => {
    fc.assert(
      fc.property(spansArbitrary, (spans) => {
        const path = pathOf(spans);
        expect(momentsOf(path)).toEqual(walkedBack(spans));
        for (const [index, { from }] of path.entries()) if (index > 0) expect(from).toBe(path[index - 1]?.to);
        expect(path.at(-1)?.to ?? 0).toBe(path.length === 0 ? 0 : Math.max(...spans.map(({ end }) => end)));
      }),
    );
  });

  it("walks a chain of 20,000 and 20,000 questions of one event, and gives way meanwhile", () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => ({ parent: index - 1, start: index, end: index + 1 }));
    const { result, turns } = run(criticalPath(chain));
    expect(result).toHaveLength(20_000);
    expect(turns).toBeGreaterThan(20);
    const asking = [
      { parent: -1, start: 0, end: 60_000 },
      ...chain.map((_, index) => ({ parent: 0, start: 2 * index, end: 2 * index + 1, answeredAt: 2 * index + 1 })),
    ];
    expect(pathOf(asking)).toHaveLength(40_000);
  });
});

/** Times in whole milliseconds; each begins after its cause, as in a bus. */
const spansArbitrary = fc
  .array(fc.record({ cause: fc.nat(), after: fc.nat(6), length: fc.nat(12), answered: fc.option(fc.nat(8), { nil: undefined }) }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((told) => {
    const spans: Span[] = [];
    for (const [index, { cause, after, length, answered }] of told.entries()) {
      const parent = index === 0 ? -1 : cause % index;
      const start = (spans[parent]?.start ?? 0) + after;
      spans.push({ parent, start, end: start + length, ...(answered !== undefined && { answeredAt: start + Math.min(answered, length) }) });
    }
    return spans;
  });

/** The definition, one millisecond after another. */
function walkedBack(spans: readonly Span[]): readonly number[] {
  let at = spans.reduce((last, span, index) => {
    const best = spans[last]!;
    return span.end > best.end || (span.end === best.end && span.start >= best.start) ? index : last;
  }, 0);
  const owners: number[] = [];
  const gone = new Set<number>();
  for (let time = spans[at]!.end; at >= 0;) {
    const asked = spans.findLastIndex((span, index) => span.parent === at && span.answeredAt === time && !gone.has(index));
    if (asked >= 0) {
      gone.add(asked);
      at = asked;
    } else if (time <= spans[at]!.start) at = spans[at]!.parent;
    else {
      time -= 1;
      owners.push(at);
    }
  }
  return owners.toReversed();
}

function momentsOf(path: readonly Stretch[]): readonly number[] {
  return path.flatMap(({ span, from, to }) => Array.from({ length: to - from }, () => span));
}
