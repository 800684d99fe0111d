import type { OutlineNode } from "./outline.ts";
import { textParts } from "./text-parts.ts";
import { kindOf, type ValueKind } from "./value-kind.ts";
import { membersOf, type Member, type Members } from "./value-members.ts";
import { notesOn, type ValueNote } from "./value-notes.ts";
import { codePath, stepLabel, type Step } from "./value-path.ts";
import { insideText } from "./value-preview.ts";
import { rangesOf } from "./value-ranges.ts";
import { valueText } from "./value-text.ts";
import { isLongText, quotedText, visibleText } from "./visible-text.ts";

/** One line of the tree that shows a value. Children are made when they are asked for, and kept. */
export interface ValueNode extends OutlineNode<ValueNode> {
  /** The value in one line; for a container its name and size. */
  readonly text: string;
  readonly kind: ValueKind | "range" | "absent" | "cycle" | "text-part";
  /** Hidden in a function; see `Held`. */
  readonly value: () => unknown;
  /** A place in the value, and not a range of places or a stretch of a long text. */
  readonly isValue: boolean;
  /** The way to it from the root. */
  readonly steps: () => readonly Step[];
  readonly notes: readonly ValueNote[];
  /** A glance into a container, for while it is closed. */
  readonly inside?: () => string;
  /** Which members of its holder it shows. */
  readonly from: number;
  readonly to: number;
}

/** How a tree is shown. */
export interface ValueTreeOptions {
  /** What the root is called. @default "payload" */
  readonly label?: string;
  /** Marks what can still be changed; for values of this page, since copies from elsewhere are never frozen. @default false */
  readonly marksMutable?: boolean;
}

interface Place {
  readonly holder?: Place;
  readonly member: Member;
  /** Among the members of its holder. */
  readonly index: number;
  readonly tree: Required<ValueTreeOptions>;
}

/** The tree of a value. Cycles end where they close; getters are never called; nothing is lost on the way through JSON. */
export function treeOf(value: unknown, { label = "payload", marksMutable = false }: ValueTreeOptions = {}): ValueNode {
  return nodeOf({ member: { step: { kind: "field", key: label }, value }, index: 0, tree: { label, marksMutable } });
}

function nodeOf(place: Place): ValueNode {
  const { member, index, tree } = place;
  const { step, value, absent } = member;
  const label = visibleText(stepLabel(step));
  const notes = notesOn(member, tree.marksMutable);
  const common = { key: keyOf(step, label), label, value: () => value, isValue: true, notes, from: index, to: index, steps: () => stepsTo(place) };
  if (absent) return { ...common, ...leaf, kind: "absent", text: absentText(member), isValue: false };
  const closes = holderOf(place, value);
  if (closes) return { ...common, ...leaf, kind: "cycle", text: `↻ ${codePath(stepsTo(closes), tree.label)}` };
  const kind = kindOf(value);
  const mapKey = objectKeyOf(step);
  if (typeof value === "string" && isLongText(value))
    return { ...common, kind, text: quotedText(value, 200), expandable: true, children: once(() => textParts(value)) };
  const members = membersOf(value, kind);
  if (members.count === 0 && !mapKey) return { ...common, ...leaf, kind, text: emptyText(value, kind) };
  return {
    ...common,
    kind,
    text: kind === "object" ? "" : valueText(value),
    inside: members.count > 0 ? () => insideText(value) : undefined,
    expandable: true,
    children: once(() => [...(mapKey ? [keyNode(mapKey, place)] : []), ...childrenOf(members, place)]),
  };
}

const leaf = { expandable: false, children: () => [] };

function childrenOf(members: Members, place: Place): readonly ValueNode[] {
  return rangesOf({
    count: members.count,
    nodeAt: (index) => {
      const member = members.at(index);
      return member && nodeOf({ holder: place, member, index, tree: place.tree });
    },
  });
}

// A key that is an object is worth opening too, and has no other place in the tree.
function keyNode(key: object, { holder, member: { step }, tree }: Place): ValueNode {
  const index = "index" in step ? step.index : 0;
  return nodeOf({ holder, member: { step: { kind: "key", index }, value: key }, index: -1, tree });
}

function objectKeyOf(step: Step): object | undefined {
  return step.kind === "entry" && typeof step.key === "object" && step.key !== null ? step.key : undefined;
}

/** What tells it from its siblings. */
function keyOf(step: Step, label: string): string {
  // Two symbols, and two keys of a map, may look the same.
  return step.kind === "symbol" || step.kind === "field" ? `${step.kind} ${label}` : `${step.kind} ${"index" in step ? step.index : label}`;
}

function stepsTo(place: Place): readonly Step[] {
  const steps: Step[] = [];
  for (let at = place; at.holder; at = at.holder) steps.push(at.member.step);
  return steps.toReversed();
}

function holderOf(place: Place, value: unknown): Place | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (let at = place.holder; at; at = at.holder) if (at.member.value === value) return at;
  return undefined;
}

function absentText({ absent, span = 1 }: Member): string {
  if (absent === "hole") return span === 1 ? "empty" : `empty × ${span}`;
  return absent === "refused" ? "cannot be read" : `(…) ${absent}`;
}

function emptyText(value: unknown, kind: ValueKind): string {
  if (kind === "object") return "{}";
  if (kind === "array") return "[]";
  const text = valueText(value);
  return kind === "instance" ? `${text} ${insideUnknown.has(text) ? "— what is inside cannot be read" : "— no fields"}` : text;
}

const insideUnknown = new Set(["Promise", "WeakMap", "WeakSet", "WeakRef"]);

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
