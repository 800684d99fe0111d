import type { Vocabulary } from "../../target/index.ts";
import { filterTerm } from "./filter.ts";

/** One thing that the filter can go on with. */
export interface Completion {
  /** As listed. */
  readonly label: string;
  /** What stands in the text afterwards, instead of what is between `from` and `to`. */
  readonly insert: string;
  /** What it asks for, in a line. */
  readonly help: string;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

const most = 40;

const keys: readonly Completion[] = [
  { label: "type:", insert: "type:", help: "The event's type; * stands for any text" },
  { label: "topic:", insert: "topic:", help: "A topic pattern: * one word, # any number of words" },
  { label: "source:", insert: "source:", help: "Where it was published" },
  { label: "via:", insert: "via:", help: "The link that it came over, or a bus on its way; * for any, -via:* for what was published here" },
  { label: "is:", insert: "is:", help: "failed, unheard, pending, skipped or replayed" },
  { label: "handler:", insert: "handler:", help: "The name of a listener that it went to" },
  { label: "took:", insert: "took:>", help: "How long its handlers ran, in milliseconds: >16, 5..20" },
  { label: "waited:", insert: "waited:>", help: "How long it waited for its turn, in milliseconds" },
  { label: "payload.", insert: "payload.", help: "A value that it carried: payload.items[0].sku:A-1, payload.total:>100" },
  { label: "header.", insert: "header.", help: "A header by its name" },
  { label: "priority:", insert: "priority:", help: "immediate, normal or deferred" },
  { label: "correlation:", insert: "correlation:", help: "All events that one cause set off" },
  { label: "causation:", insert: "causation:", help: "What the event with this id published" },
  { label: "id:", insert: "id:", help: "One event by its id" },
  { label: "position:", insert: "position:", help: "A stretch of history: 100..200" },
];

const fixed: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  is: [
    ["failed", "A handler failed"],
    ["unheard", "No listener was subscribed"],
    ["pending", "A handler still runs"],
    ["skipped", "A middleware kept it from a listener"],
    ["replayed", "It was replayed"],
  ],
  priority: [
    ["immediate", "Delivered before emit returns"],
    ["normal", "Delivered in a later task"],
    ["deferred", "Delivered when the host is idle"],
  ],
};

/** What can stand where the caret is: keys, or values that were seen for the key before it. */
export function completionsAt(text: string, caret: number, seen: Vocabulary): Completions {
  const { from, to, negated, word } = wordAt(text, caret);
  const items = itemsFor(word, seen).slice(0, most);
  return { from, to, items: negated ? items.map((item) => ({ ...item, insert: `-${item.insert}` })) : items };
}

/** The text with a completion taken, and where the caret stands then. */
export function complete(text: string, { from, to }: Completions, { insert }: Completion): { readonly text: string; readonly caret: number } {
  const isWhole = !/[:.>]$/.test(insert);
  const rest = text.slice(to);
  const space = isWhole && !/^[\s)]/.test(rest) ? " " : "";
  return { text: text.slice(0, from) + insert + space + rest, caret: from + insert.length + (isWhole ? 1 : 0) };
}

/** The term that the caret is in, quotes kept together. */
function wordAt(text: string, caret: number): { readonly from: number; readonly to: number; readonly negated: boolean; readonly word: string } {
  let from = 0;
  let quoted = false;
  for (let index = 0; index < caret; index += 1) {
    const character = text.charAt(index);
    if (character === '"' && text.charAt(index - 1) !== "\\") quoted = !quoted;
    else if (!quoted && /[\s()]/.test(character)) from = index + 1;
  }
  const after = quoted ? /^[^"]*"?/.exec(text.slice(caret)) : /^[^\s()"]*/.exec(text.slice(caret));
  const word = text.slice(from, caret);
  return { from, to: caret + (after?.[0].length ?? 0), negated: word.startsWith("-"), word: word.replace(/^-/, "") };
}

function itemsFor(word: string, seen: Vocabulary): readonly Completion[] {
  const colon = colonIn(word);
  if (colon >= 0) return valuesOf(word.slice(0, colon), word.slice(colon + 1), seen);
  if (/^payload[.[]/i.test(word)) return fitting(word, pathsIn(seen));
  if (/^header\./i.test(word)) return fitting(word, headersIn(seen));
  if (word === "") return keys;
  return [...fitting(word, keys), ...fitting(word, typesIn(seen))];
}

// A colon between quotes belongs to a path.
function colonIn(word: string): number {
  const [path = ""] = /^[^":]*(?:"(?:[^"\\]|\\[^])*"[^":]*)*/.exec(word) ?? [];
  return word.charAt(path.length) === ":" ? path.length : -1;
}

function valuesOf(key: string, typed: string, seen: Vocabulary): readonly Completion[] {
  const name = key.toLowerCase();
  const words = fixed[name];
  if (words)
    return fitting(
      typed,
      words.map(([label, help]) => ({ label, help, insert: `${name}:${label}` })),
    );
  if (name.startsWith("payload")) {
    const values = seen.paths.find(({ path }) => path === key)?.values ?? [];
    return fitting(
      typed,
      values.map((value) => ({ label: value, help: `A value seen at ${key}`, insert: `${key}:${scalar(value)}` })),
    );
  }
  const lists: Readonly<Record<string, readonly string[]>> = {
    type: seen.types,
    topic: seen.topics,
    source: seen.sources,
    handler: seen.handlers,
    via: seen.links,
  };
  const values = lists[name] ?? [];
  return fitting(
    typed,
    values.map((value) => ({ label: value, help: `A ${name} seen`, insert: termOf(name, value) })),
  );
}

function fitting(typed: string, all: readonly Completion[]): readonly Completion[] {
  const wanted = typed.replace(/^"/, "").toLowerCase();
  const starts = all.filter(({ label }) => label.toLowerCase().startsWith(wanted) && label.toLowerCase() !== wanted);
  const holds = all.filter(({ label }) => !label.toLowerCase().startsWith(wanted) && label.toLowerCase().includes(wanted));
  return [...starts, ...holds];
}

function pathsIn(seen: Vocabulary): readonly Completion[] {
  return seen.paths.map(({ path, values }) => ({
    label: `${path}:`,
    insert: `${path}:`,
    help: values.length === 0 ? "Seen in payloads" : `Such as ${values.slice(0, 3).join(", ")}`,
  }));
}

function headersIn(seen: Vocabulary): readonly Completion[] {
  return seen.headers.map((header) => ({ label: `header.${header}:`, insert: `header.${header}:`, help: "A header seen" }));
}

function typesIn(seen: Vocabulary): readonly Completion[] {
  return seen.types.map((type) => ({ label: type, insert: termOf("type", type), help: "Events of this type" }));
}

function termOf(key: string, value: string): string {
  return isPlain(value) ? `${key}:${value}` : filterTerm(key, value);
}

// Values come as texts; those that are numbers or words of JSON are asked for as what they are.
function scalar(value: string): string {
  return isPlain(value) ? value : filterTerm("", value).slice(1);
}

function isPlain(value: string): boolean {
  return /^[^\s()"*/<>][^\s()"*]*$/.test(value) && !/^-?\d.*\.\./.test(value);
}
