import type { Work } from "../slices.ts";
import type { ValueKind } from "./value-kind.ts";
import { stepLabel } from "./value-path.ts";
import type { ValueNode } from "./value-tree.ts";
import { valueText } from "./value-text.ts";
import { walk, type Visit } from "./value-walk.ts";

/** Where a text was found in a value. */
export interface Found {
  readonly hits: readonly Visit[];
  /** There are more hits, or more to look through, than anybody goes through. */
  readonly more: boolean;
}

const mostHits = 10_000;
const mostVisited = 5_000_000;
// A stretch of text that is looked through in far less than a frame.
const stretch = 1_000_000;
const visitsPerStep = 64;

/** Looks for a text in the names and values of everything inside a value, ignoring case. */
export function* searchValue(value: unknown, text: string): Work<Found> {
  const wanted = text.toLowerCase();
  const hits: Visit[] = [];
  let visited = 0;
  for (const visit of walk(value)) {
    visited += 1;
    if (visited % visitsPerStep === 0) yield;
    // The root's name is not part of the value.
    const byName = visit.holder !== undefined && nameOf(visit).includes(wanted);
    if (byName || (yield* holds(visit, wanted))) hits.push(visit);
    if (hits.length === mostHits || visited === mostVisited) return { hits, more: true };
  }
  return { hits, more: false };
}

function nameOf({ member: { step } }: Visit): string {
  return step.kind === "index" || step.kind === "item" ? "" : stepLabel(step).toLowerCase();
}

const containers = new Set<ValueKind>(["object", "array", "map", "set", "typed-array", "bytes", "unreadable"]);

function* holds({ member: { value, absent }, kind }: Visit, wanted: string): Work<boolean> {
  if (absent) return false;
  // What a container is called says only how much is in it.
  if (typeof value !== "string") return !containers.has(kind) && valueText(value).toLowerCase().includes(wanted);
  for (let from = 0; from < value.length || from === 0; from += stretch) {
    if (from > 0) yield;
    // Overlapping, so that what lies across the border is found.
    if (
      value
        .slice(from, from + stretch + wanted.length)
        .toLowerCase()
        .includes(wanted)
    )
      return true;
  }
  return false;
}

/** Leads an outline to a hit: of the nodes in a node, the one on the way. */
export function wayTo(hit: Visit): (node: ValueNode) => ValueNode | undefined {
  const indexes: number[] = [];
  for (let at = hit; at.holder; at = at.holder) indexes.push(at.index);
  return (node) => {
    const index = indexes.at(-1);
    if (index === undefined) return undefined;
    const child = node.children().find(({ from, to, kind }) => from <= index && index <= to && kind !== "text-part");
    if (child && child.kind !== "range") indexes.pop();
    return child;
  };
}
