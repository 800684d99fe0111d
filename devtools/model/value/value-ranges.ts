import type { ValueNode } from "./value-tree.ts";

/** So many children at once; more are put into ranges of this size, and those into ranges of ranges. */
const rangeSize = 100;

interface Ranged {
  readonly count: number;
  readonly nodeAt: (index: number) => ValueNode | undefined;
}

/** The members as nodes, or as ranges that make their nodes when they are opened. */
export function rangesOf({ count, nodeAt }: Ranged): readonly ValueNode[] {
  return split(0, count, nodeAt);
}

function split(from: number, count: number, nodeAt: Ranged["nodeAt"]): readonly ValueNode[] {
  if (count <= rangeSize) return Array.from({ length: count }, (_, index) => nodeAt(from + index)).filter((node) => node !== undefined);
  let size = rangeSize;
  while (count > size * rangeSize) size *= rangeSize;
  return Array.from({ length: Math.ceil(count / size) }, (_, part) => {
    const first = from + part * size;
    const inside = Math.min(size, count - part * size);
    return rangeNode(first, first + inside - 1, () => split(first, inside, nodeAt));
  });
}

/** A line that stands for several others. */
export function rangeNode(from: number, to: number, make: () => readonly ValueNode[], label = `${from} … ${to}`): ValueNode {
  let children: readonly ValueNode[] | undefined;
  return {
    key: `range ${from}`,
    label,
    text: "",
    kind: "range",
    value: () => undefined,
    isValue: false,
    steps: () => [],
    notes: [],
    from,
    to,
    expandable: true,
    children: () => (children ??= make()),
  };
}
