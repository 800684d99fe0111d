import { formatBytes } from "./size-text.ts";
import { rangeNode } from "./value-ranges.ts";
import type { ValueNode } from "./value-tree.ts";
import { visibleText, wholeEnd } from "./visible-text.ts";

const longestLine = 110;
const chunk = 10_000;
const chunksInRange = 100;

/** A long text as lines: the first stretch at once, the rest in stretches that are cut when they are opened. */
export function textParts(text: string): readonly ValueNode[] {
  if (text.length <= chunk * 2) return linesOf(text, 0, text.length);
  const end = wholeEnd(text, chunk);
  return [...linesOf(text, 0, end), ...stretches(text, end, text.length)];
}

function stretches(text: string, from: number, to: number): readonly ValueNode[] {
  let size = chunk;
  while (to - from > size * chunksInRange) size *= chunksInRange;
  const parts: ValueNode[] = [];
  for (let start = from; start < to;) {
    const first = start;
    const end = Math.min(to, wholeEnd(text, first + size));
    const label = `${formatBytes(first)} … ${formatBytes(end)}`;
    parts.push(rangeNode(first, end, () => (size > chunk ? stretches(text, first, end) : linesOf(text, first, end)), label));
    start = end;
  }
  return parts;
}

function linesOf(text: string, from: number, to: number): readonly ValueNode[] {
  const lines: ValueNode[] = [];
  for (let start = from; start < to;) {
    // Looked for in this line only: in a long text without any, each line would go through all the rest.
    const newline = text.slice(start, start + longestLine).indexOf("\n");
    const end = Math.min(to, newline < 0 ? wholeEnd(text, start + longestLine) : start + newline + 1);
    lines.push(lineNode(text.slice(start, end), start));
    start = end;
  }
  return lines;
}

function lineNode(line: string, from: number): ValueNode {
  return {
    key: `part ${from}`,
    label: "",
    text: visibleText(line),
    kind: "text-part",
    value: () => undefined,
    isValue: false,
    steps: () => [],
    notes: [],
    from,
    to: from,
    expandable: false,
    children: () => [],
  };
}
