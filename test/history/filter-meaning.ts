import type { HistoryEntry } from "eventdeck";
import { type FilterKey, type FilterNode, type FilterValue, searchText } from "../../src/history/filter/index.ts";
import { compileSelector } from "../../src/routing/index.ts";

/** What a filter means, spelt out as plainly as possible: the model that the compiled one is held against. */
export function holds(node: FilterNode, entry: HistoryEntry): boolean {
  switch (node.kind) {
    case "all":
      return node.nodes.every((inner) => holds(inner, entry));
    case "any":
      return node.nodes.some((inner) => holds(inner, entry));
    case "not":
      return !holds(node.node, entry);
    case "text": {
      const { id, correlationId, causationId } = entry.event;
      const ids = [id, correlationId, ...(causationId === undefined ? [] : [causationId])];
      const { value } = node;
      if (value.kind === "quoted") return searchText(entry.event).includes(value.text.toLowerCase()) || ids.some((text) => same(text, value.text));
      return new RegExp(value.source, "im").test(searchText(entry.event)) || ids.some((text) => new RegExp(`^(?:${value.source})$`, "i").test(text));
    }
    case "field":
      return fieldHolds(node.key, node.path, node.value, entry);
  }
}

function fieldHolds(key: FilterKey, path: readonly string[], value: FilterValue, entry: HistoryEntry): boolean {
  const { event, outcome, listeners = [], imported = false } = entry;
  const actual = (): unknown[] => {
    switch (key) {
      case "type":
      case "topic":
      case "source":
      case "id":
      case "priority":
        return [event[key]];
      case "correlation":
        return [event.correlationId];
      case "causation":
        return [event.causationId];
      case "position":
        return [entry.position];
      case "took":
        return [outcome.ranMs];
      case "waited":
        return [outcome.waitedMs];
      case "handler":
        return [...listeners];
      case "via":
        return entry.arrival ? [entry.arrival.link, ...entry.arrival.path] : [];
      case "header":
        return Object.entries(event.headers)
          .filter(([name]) => same(name, path.join("")))
          .map(([, header]) => header);
      case "payload":
        return [path.reduce(follow, event.payload)];
      case "is":
        return Object.entries({
          replayed: event.replay,
          failed: outcome.failed,
          pending: outcome.pending,
          skipped: outcome.skipped,
          unheard: outcome.handlers === 0 && !imported,
        })
          .filter(([, flag]) => flag)
          .map(([name]) => name);
    }
  };
  if (key === "topic" && value.kind === "plain") return compileSelector(value.text)(event.topic, event.type);
  return actual().some((one) => is(one, value));
}

function follow(from: unknown, key: string): unknown {
  if (from instanceof Map) return from.has(key) ? from.get(key) : from.get(Number(key));
  return typeof from === "object" && from !== null ? Object.getOwnPropertyDescriptor(from, key)?.value : undefined;
}

function is(actual: unknown, value: FilterValue): boolean {
  const scalar = actual instanceof Date ? actual.toISOString() : actual;
  if (scalar === undefined) return false;
  if (value.kind === "plain" && value.text.replaceAll("*", "") === "") return true;
  if (typeof scalar === "object" && scalar !== null) return false;
  const text = textOf(scalar);
  switch (value.kind) {
    case "quoted":
      return typeof scalar === "string" && same(text, value.text);
    case "pattern":
      return new RegExp(value.source, "i").test(text);
    case "plain":
      return globs(text.toLowerCase(), value.text.toLowerCase()) || (typeof scalar === "number" && value.text !== "" && Number(value.text) === scalar);
    case "range": {
      if (typeof scalar !== "number" && typeof scalar !== "bigint") return false;
      const excluded = value.open && (Number(scalar) === value.min || Number(scalar) === value.max);
      return Number(scalar) >= value.min && Number(scalar) <= value.max && !excluded;
    }
  }
}

function textOf(scalar: unknown): string {
  return String(scalar);
}
function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
function globs(text: string, glob: string): boolean {
  const [head, rest] = [glob[0], glob.slice(1)];
  if (head === undefined) return text === "";
  if (head !== "*") return text[0] === head && globs(text.slice(1), rest);
  return globs(text, rest) || (text !== "" && globs(text.slice(1), glob));
}
