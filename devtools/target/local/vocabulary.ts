import type { Bus, HistoryEntry } from "eventdeck";
import { dataOf, isObject } from "../../model/value/own-data.ts";
import type { Vocabulary } from "../domains/events.ts";

/** What filters are completed with comes from so many of the newest events. */
const mostEntries = 2_000;
/** Longest stretch of looking before the page gets a turn. */
const sliceMs = 4;
const mostWords = 200;
const mostPaths = 300;
const mostValues = 8;
const deepest = 4;
const mostItems = 3;
const mostFields = 40;
const longestValue = 80;

/** Counts words, so that the most frequent come first. */
class Words {
  readonly #counts = new Map<string, number>();

  add(word: string): void {
    // New words past the bound are left out; what is known goes on being counted.
    if (this.#counts.has(word) || this.#counts.size < mostWords) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }

  get sorted(): readonly string[] {
    return [...this.#counts].toSorted(([, one], [, other]) => other - one).map(([word]) => word);
  }
}

/** Reads the newest events of a bus for the words that filters can be completed with, a few milliseconds at a time. */
export async function readVocabulary(bus: Bus): Promise<Vocabulary> {
  const types = new Words();
  const topics = new Words();
  const sources = new Words();
  const links = new Words();
  const handlers = new Words();
  const headers = new Words();
  const paths = new Map<string, Set<string>>();
  const take = ({ event, listeners = [], arrival }: HistoryEntry) => {
    types.add(event.type);
    topics.add(event.topic);
    sources.add(event.source);
    if (arrival) links.add(arrival.link);
    for (const listener of listeners) handlers.add(listener);
    for (const header of Object.keys(event.headers)) headers.add(header);
    readPaths(event.payload, "payload", 0, paths);
  };
  for (const { name } of bus.subscriptions()) handlers.add(name);
  for (const { type } of bus.kinds) types.add(type);
  await inSlices(bus, take);
  return {
    types: types.sorted,
    topics: topics.sorted,
    sources: sources.sorted,
    links: links.sorted,
    handlers: handlers.sorted,
    headers: headers.sorted,
    paths: [...paths].map(([path, values]) => ({ path, values: [...values] })),
  };
}

async function inSlices({ history }: Bus, take: (entry: HistoryEntry) => void): Promise<void> {
  let deadline = performance.now() + sliceMs;
  const last = history.lastPosition;
  for (let position = last; position > last - mostEntries; position -= 1) {
    const entry = history.peek(position);
    if (!entry) return;
    take(entry);
    if (performance.now() < deadline) continue;
    await new Promise<void>((resolve) => setTimeout(resolve));
    deadline = performance.now() + sliceMs;
  }
}

function readPaths(value: unknown, path: string, depth: number, paths: Map<string, Set<string>>): void {
  if (!isObject(value)) {
    if (path !== "payload") addValue(path, value, paths);
    return;
  }
  if (depth === deepest) return;
  try {
    const names = Array.isArray(value)
      ? Array.from({ length: Math.min(mostItems, value.length) }, (_, index) => String(index))
      : Object.keys(value).slice(0, mostFields);
    for (const name of names) readPaths(dataOf(value, name), path + segmentOf(name), depth + 1, paths);
  } catch {
    // A proxy that refuses to be looked into has no paths to offer.
  }
}

function addValue(path: string, value: unknown, paths: Map<string, Set<string>>): void {
  const values = paths.get(path) ?? new Set<string>();
  if (!paths.has(path)) {
    if (paths.size >= mostPaths) return;
    paths.set(path, values);
  }
  const text = scalarText(value);
  if (values.size < mostValues && text !== "" && text.length <= longestValue) values.add(text);
}

function scalarText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean" || value === null ? String(value) : "";
}

function segmentOf(name: string): string {
  if (/^\d+$/.test(name)) return `[${name}]`;
  return /^[^\s()":.[\]]+$/.test(name) ? `.${name}` : `."${name.replaceAll(/["\\]/g, "\\$&")}"`;
}
