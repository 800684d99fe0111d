import { describe, expect, it } from "vitest";
import { Lines } from "../../devtools/model/list/lines.ts";
import * as fc from "../fast-check.ts";

const threshold = 3;

/** Every row of the list, opened folds included, as a text. */
function shown(lines: Lines): string[] {
  return Array.from({ length: lines.count }, (_, row) => {
    const line = lines.at(row);
    if (line?.kind === "fold") return `${line.fold.open ? "▾" : "▸"}${line.fold.first}-${line.fold.last}×${line.fold.count}`;
    return `${line?.inside ? "  " : ""}${line?.place}`;
  });
}

function linesOf(keys: readonly number[]): Lines {
  const lines = new Lines(threshold);
  for (const [index, key] of keys.entries()) lines.add(index + 1, key);
  return lines;
}

describe("folding", () => {
  it("folds so many of one key in a row, and goes on folding into that row", () => {
    expect(shown(linesOf([1, 2, 2, 2, 2, 1]))).toEqual(["1", "▸2-5×4", "6"]);
    expect(shown(linesOf([2, 2, 1, 2, 2]))).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("never folds what has no key", () => {
    expect(shown(linesOf([0, 0, 0, 0]))).toEqual(["1", "2", "3", "4"]);
  });

  it("folds the same towards the older end", () => {
    const lines = new Lines(threshold);
    for (const [index, key] of [1, 2, 2, 2, 2, 1].entries()) lines.add(6 - index, key);
    expect(shown(lines)).toEqual(["1", "▸2-5×4", "6"]);
  });

  it("ends a fold at a long pause, from either end, and begins another after it", () => {
    const moments = [0, 1, 2, 3, 60_000, 60_001, 60_002, 200_000, 200_001];
    const forwards = new Lines(threshold);
    for (const [index, at] of moments.entries()) forwards.add(index + 1, 1, at);
    expect(shown(forwards)).toEqual(["▸1-4×4", "▸5-7×3", "8", "9"]);
    const backwards = new Lines(threshold);
    for (const [index, at] of [...moments.entries()].toReversed()) backwards.add(index + 1, 1, at);
    expect(shown(backwards)).toEqual(["▸1-4×4", "▸5-7×3", "8", "9"]);
  });

  it("measures the pause from the newest of a fold, so that what goes on slowly stays one", () => {
    const lines = new Lines(threshold);
    for (let nth = 1; nth <= 10; nth += 1) lines.add(nth, 1, nth * 20_000);
    expect(shown(lines)).toEqual(["▸1-10×10"]);
  });

  it("opens and closes in place", () => {
    const lines = linesOf([1, 2, 2, 2, 1]);
    lines.toggle(3);
    expect(shown(lines)).toEqual(["1", "▾2-4×3", "  2", "  3", "  4", "5"]);
    expect(lines.rowOf(3)).toBe(3);
    lines.toggle(3);
    expect(shown(lines)).toEqual(["1", "▸2-4×3", "5"]);
    expect(lines.rowOf(3)).toBe(1);
  });

  it("is parted by what comes in between, and says which of it failed later", () => {
    const lines = linesOf([2, 2, 2, 2, 2, 2]);
    lines.fail(2);
    lines.add(3.5, 9);
    expect(shown(lines)).toEqual(["▸1-3×3", "3.5", "▸4-6×3"]);
    expect(lines.foldOf(2)?.failed).toBe(1);
    expect(lines.foldOf(5)?.failed).toBe(0);
  });

  it("shows what nobody has looked at one by one, and folds it as it is looked at", () => {
    const lines = new Lines(threshold);
    lines.unlooked = { first: 1, last: 6 };
    expect(lines.count).toBe(6);
    for (let position = 6; position > 2; position -= 1) {
      lines.unlooked = { first: 1, last: position - 1 };
      lines.add(position, 4);
    }
    expect(shown(lines)).toEqual(["1", "2", "▸3-6×4"]);
    expect(lines.rowOf(2)).toBe(1);
    expect(lines.rowOf(5)).toBe(2);
  });
});

type Step =
  | { readonly kind: "newer" | "older"; readonly key: number }
  | { readonly kind: "between" | "delete" | "drop" | "toggle" | "fail"; readonly at: number; readonly key: number };

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom("newer" as const, "older" as const), key: fc.integer({ min: 0, max: 2 }) }),
    fc.record({
      kind: fc.constantFrom("between" as const, "delete" as const, "drop" as const, "toggle" as const, "fail" as const),
      at: fc.nat(200),
      key: fc.integer({ min: 0, max: 2 }),
    }),
  ),
  { maxLength: 120 },
);

/** A list without any folding beside the one in question: its places, ascending, and their keys. */
function play(lines: Lines, all: readonly Step[]): Map<number, number> {
  const places = new Map<number, number>();
  const sorted = () => [...places.keys()].toSorted((one, other) => one - other);
  let newest = 0;
  let oldest = 0;
  const add = (place: number, key: number) => {
    places.set(place, key);
    lines.add(place, key);
  };
  for (const step of all) {
    const now = sorted();
    if (!("at" in step)) add(step.kind === "newer" ? (newest += 1) : (oldest -= 1), step.key);
    else {
      const place = now[step.at % Math.max(1, now.length)];
      if (place === undefined) continue;
      if (step.kind === "between") {
        const next = now[now.indexOf(place) + 1] ?? place + 1;
        if (next < newest) add((place + next) / 2, step.key);
      } else if (step.kind === "delete") {
        places.delete(place);
        lines.delete(place);
      } else if (step.kind === "drop") {
        for (const each of now) if (each < place && step.at < 40) places.delete(each);
        if (step.at < 40) lines.dropBefore(place);
      } else if (step.kind === "toggle") lines.toggle(place);
      else lines.fail(place);
    }
  }
  return places;
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((number, index) => index === 0 || (numbers[index - 1] ?? 0) < number);
}

describe("whatever comes and goes", () => {
  it("shows every place exactly once, in order, when all folds are open", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const lines = new Lines(threshold);
        const places = play(lines, all);
        for (const place of places.keys()) lines.toggle(place, true);
        const rows = Array.from({ length: lines.count }, (_, row) => lines.at(row)).filter((line) => line?.kind === "place");
        expect(rows.map((line) => line?.place)).toEqual([...places.keys()].toSorted((one, other) => one - other));
      }),
    );
  });

  it("finds the row of every place, and at the row the place or the fold that holds it", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const lines = new Lines(threshold);
        for (const [place] of play(lines, all)) {
          const line = lines.at(lines.rowOf(place));
          const fold = lines.foldOf(place);
          if (fold && !fold.open) expect(line).toMatchObject({ kind: "fold", fold: { first: fold.first, last: fold.last } });
          else expect(line).toMatchObject({ kind: "place", place, inside: fold !== undefined });
        }
      }),
    );
  });

  it("folds only what is of one key and side by side, and rows never run back", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const lines = new Lines(threshold);
        const places = play(lines, all);
        const sorted = [...places.keys()].toSorted((one, other) => one - other);
        const firsts: number[] = [];
        for (let row = 0; row < lines.count; row += 1) {
          const line = lines.at(row);
          if (line?.kind !== "fold") {
            if (line && !line.inside) firsts.push(line.place);
            continue;
          }
          const { first, last, count, key } = line.fold;
          const held = sorted.filter((place) => place >= first && place <= last);
          firsts.push(first);
          expect(held).toHaveLength(count);
          expect(held.map((place) => places.get(place))).toEqual(held.map(() => key));
          expect(key).not.toBe(0);
        }
        expect(isAscending(firsts)).toBe(true);
      }),
    );
  });

  it("folds all there is to fold, when lines come at the ends only", () => {
    const ends = fc.array(fc.record({ kind: fc.constantFrom("newer" as const, "older" as const), key: fc.integer({ min: 0, max: 2 }) }), { maxLength: 80 });
    fc.assert(
      fc.property(ends, (all) => {
        const lines = new Lines(threshold);
        const places = play(lines, all);
        const sorted = [...places].toSorted(([one], [other]) => one - other);
        let from = 0;
        for (let index = 0; index < sorted.length; index = from) {
          while (from < sorted.length && sorted[from]?.[1] === sorted[index]?.[1]) from += 1;
          const [place = 0, key = 0] = sorted[index] ?? [];
          const fold = lines.foldOf(place);
          if (key !== 0 && from - index >= threshold) expect(fold).toMatchObject({ first: place, count: from - index });
          else expect(fold).toBeUndefined();
        }
      }),
    );
  });
});
