import type { OutlineNode } from "./outline.ts";
import { changedText } from "./text-change.ts";
import type { Difference, Part } from "./value-diff.ts";
import { kindOf, type ValueKind } from "./value-kind.ts";
import { membersOf, type Member, type Members } from "./value-members.ts";
import { stepLabel } from "./value-path.ts";
import { insideText } from "./value-preview.ts";
import { treeOf, type ValueNode } from "./value-tree.ts";
import { valueText } from "./value-text.ts";
import { visibleText } from "./visible-text.ts";

/** `inside`: holds changes. `fold`: stands for members that are the same. `context`: is the same. `range`: for many changes, opened in parts. */
export type DiffMark = "added" | "removed" | "changed" | "uncompared" | "inside" | "moved" | "fold" | "context" | "range";

/** One line of the tree that shows how two values differ. */
export interface DiffNode extends OutlineNode<DiffNode> {
  readonly mark: DiffMark;
  readonly kind: ValueNode["kind"];
  /** What it was. */
  readonly old?: string;
  /** What it is. */
  readonly text: string;
  /** A glance into a container, for while it is closed. */
  readonly inside?: () => string;
}

// More parts than this are put into ranges, of which the first is open: a screen shows a few dozen.
const rangeSize = 100;

/** The tree of a difference: open where something changed, folded where nothing did. */
export function diffTreeOf(difference: Difference, label = "payload"): DiffNode {
  return nodeOf(label, label, difference);
}

/** How many values were added, removed and changed, as far down as they differ. */
export function countChanges(difference: Difference): { readonly added: number; readonly removed: number; readonly changed: number } {
  const counts = { added: 0, removed: 0, changed: 0 };
  const waiting: Difference[] = [difference];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.mark === "changed" || next.mark === "uncompared") counts.changed += 1;
    if (next.mark !== "inside") continue;
    for (const part of next.parts) {
      if (part.mark === "added" || part.mark === "removed") counts[part.mark] += 1;
      else if (part.mark === "both" && part.difference.mark === "same") counts.changed += 1;
      else if (part.mark === "both") waiting.push(part.difference);
    }
  }
  return counts;
}

function nodeOf(key: string, label: string, difference: Difference, movedFrom?: number): DiffNode {
  const { before, after, mark } = difference;
  const kind = kindOf(after);
  const moved = movedFrom === undefined ? "" : `moved from ${movedFrom}`;
  if (mark === "inside") {
    const { parts } = difference;
    const children = once(() => nodesOf(parts, membersOf(after, kind)));
    return {
      key,
      label,
      kind,
      mark: "inside",
      text: [kind === "object" ? "" : valueText(after), moved].filter(Boolean).join(", "),
      inside: () => insideText(after),
      expandable: true,
      startsOpen: true,
      children,
    };
  }
  if (mark === "same") return contextNode(key, label, after, "moved", moved);
  const texts = changedText(before, after);
  const children = once(() => [sideNode("before", before, "removed"), sideNode("after", after, "added")]);
  return { key, label, kind, mark, ...texts, expandable: canOpen(before) || canOpen(after), children };
}

function nodesOf(parts: readonly Part[], members: Members): readonly DiffNode[] {
  return split(parts, 0, parts.length, (part) => partNode(part, members));
}

function partNode(part: Part, members: Members): DiffNode {
  switch (part.mark) {
    case "same":
      return foldNode(part.after, part.count, members);
    case "added":
      return memberNode(`+${part.after}`, part.member, "added");
    case "removed":
      return memberNode(`-${part.before}`, part.member, "removed");
    case "both":
      return nodeOf(`=${stepLabel(part.member.step)}`, labelOf(part.member), part.difference, part.moved ? part.before : undefined);
  }
}

function split(parts: readonly Part[], from: number, count: number, make: (part: Part) => DiffNode): readonly DiffNode[] {
  if (count <= rangeSize) return parts.slice(from, from + count).map(make);
  let size = rangeSize;
  while (count > size * rangeSize) size *= rangeSize;
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => {
    const first = from + index * size;
    const inside = Math.min(size, from + count - first);
    const children = once(() => split(parts, first, inside, make));
    const label = `changes ${first + 1} … ${first + inside}`;
    return { key: `range ${first}`, label, kind: "range", mark: "range", text: "", expandable: true, startsOpen: first === 0, children };
  });
}

function foldNode(from: number, count: number, members: Members): DiffNode {
  const part = (first: number, size: number): readonly DiffNode[] =>
    Array.from({ length: size }, (_, index) => members.at(first + index)).flatMap((member) =>
      member ? [memberNode(stepLabel(member.step), member, "context")] : [],
    );
  const children = once(() => foldParts(from, count, part));
  return { key: `fold ${from}`, label: `… ${count} unchanged`, kind: "range", mark: "fold", text: "", expandable: true, children };
}

function foldParts(from: number, count: number, part: (first: number, size: number) => readonly DiffNode[]): readonly DiffNode[] {
  if (count <= rangeSize) return part(from, count);
  let size = rangeSize;
  while (count > size * rangeSize) size *= rangeSize;
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => {
    const first = from + index * size;
    const inside = Math.min(size, from + count - first);
    const children = once(() => foldParts(first, inside, part));
    return {
      key: `fold ${first} ${size}`,
      label: `${first} … ${first + inside - 1}`,
      kind: "range",
      mark: "fold",
      text: "unchanged",
      expandable: true,
      children,
    };
  });
}

function labelOf({ step }: Member): string {
  return visibleText(stepLabel(step));
}

function memberNode(key: string, member: Member, mark: DiffMark): DiffNode {
  if (member.absent)
    return {
      key,
      label: labelOf(member),
      kind: "absent",
      mark,
      text: member.absent === "hole" ? `empty × ${member.span ?? 1}` : member.absent,
      expandable: false,
      children: () => [],
    };
  // The place that it had, which is no place in the later list.
  const label = mark === "removed" && member.step.kind === "index" ? `was ${labelOf(member)}` : labelOf(member);
  return contextNode(key, label, member.value, mark);
}

function sideNode(label: string, value: unknown, mark: DiffMark): DiffNode {
  return contextNode(label, label, value, mark);
}

/** A value as a whole, all of which carries one mark. */
function contextNode(key: string, label: string, value: unknown, mark: DiffMark, note = ""): DiffNode {
  return wrap(treeOf(value, { label }), key, mark, note);
}

function wrap(node: ValueNode, key: string, mark: DiffMark, note = ""): DiffNode {
  const { label, kind, text, expandable, inside } = node;
  const below: DiffMark = mark === "moved" ? "context" : mark;
  const children = once(() => node.children().map((child) => wrap(child, child.key, below)));
  return { key, label, kind, mark, text: [text, note].filter(Boolean).join(", "), inside, expandable, children };
}

const openable = new Set<ValueKind>(["object", "array", "map", "set", "instance", "error", "typed-array", "bytes"]);

function canOpen(value: unknown): boolean {
  return openable.has(kindOf(value)) || (typeof value === "string" && treeOf(value).expandable);
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
