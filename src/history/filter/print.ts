import { takes } from "./keys.ts";
import type { FilterNode, FilterValue } from "./node.ts";

/**
 * The canonical text of a filter: `parseFilter` makes an equal node of it.
 *
 * @param node as `parseFilter` makes them, or built by hand with `quoted` values, which may hold any text
 */
export function printFilter(node: FilterNode): string {
  switch (node.kind) {
    case "all":
      return node.nodes.map((inner) => (inner.kind === "all" || inner.kind === "any" ? `(${printFilter(inner)})` : printFilter(inner))).join(" ");
    case "any":
      return node.nodes.map((inner) => (inner.kind === "any" ? `(${printFilter(inner)})` : printFilter(inner))).join(" OR ");
    case "not":
      return node.node.kind === "text" || node.node.kind === "field" ? `-${printFilter(node.node)}` : `-(${printFilter(node.node)})`;
    case "text":
      return node.value.kind === "quoted" && /^(?!OR$|[-/])[^\s()":]+$/.test(node.value.text) ? node.value.text : printValue(node.value);
    case "field": {
      const { key, path, value } = node;
      const isSingle = value.kind === "range" && value.min === value.max && takes[key] === "number";
      return `${key}${path.map(printSegment).join("")}:${isSingle ? value.min : printValue(value)}`;
    }
  }
}

function printSegment(segment: string): string {
  if (/^\d+$/.test(segment)) return `[${segment}]`;
  return /^[^\s()":.[\]]+$/.test(segment) ? `.${segment}` : `.${quote(segment)}`;
}

function printValue(value: FilterValue): string {
  switch (value.kind) {
    case "plain":
      return value.text;
    case "quoted":
      return quote(value.text);
    case "pattern":
      return `/${value.source}/`;
    case "range":
      return printRange(value.min, value.max, value.open);
  }
}

function printRange(min: number, max: number, open: boolean): string {
  const orEqual = open ? "" : "=";
  if (max === Infinity) return `>${orEqual}${min}`;
  return min === -Infinity ? `<${orEqual}${max}` : `${min}..${max}`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}
