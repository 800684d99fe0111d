import type { HistoryEntry } from "eventdeck";
import type { Kind, Target } from "../../target/index.ts";
import { guessNames } from "./event-code.ts";
import { isText, type PreferenceStore } from "../preferences.ts";
import { maxTestEvents, scenarioOf, testExport, type Scenario, type TestExportOptions } from "./test-export.ts";

/** A scenario with all that is needed to write it down, and what was left out of it. */
export interface TestSource {
  readonly scenario: Scenario;
  readonly kinds: readonly Kind[];
  readonly types: readonly string[];
  /** Why it is not all of the selection. */
  readonly limited?: string;
}

/** What the user says once of the application, for all tests. */
export interface TestPlace {
  readonly definitionsFrom: string;
  readonly setupName: string;
  readonly setupFrom: string;
  readonly names: Readonly<Record<string, string>>;
}

// How far after the selection consequences are looked for.
const maxLooked = 20_000;

/** Reads the scenario of a selection from a bus, with its payloads. */
export async function readTestSource(target: Target, selected: readonly number[]): Promise<TestSource> {
  const { log } = target;
  const first = selected[0] ?? log.lastPosition + 1;
  const last = Math.min(log.lastPosition, (selected.at(-1) ?? first) + maxLooked);
  const found = scenarioOf(selected, entriesOf(target, first, last));
  const scenario = cut(found);
  const loaded = await Promise.all(scenario.entries.map(async (entry) => (await target.events.load(entry.position)) ?? entry));
  const roots = new Set(scenario.roots.map(({ position }) => position));
  const limits = [
    ...(found.entries.length > maxTestEvents ? [`only the first ${maxTestEvents} of ${found.entries.length} events`] : []),
    ...(last < log.lastPosition ? [`consequences up to #${last}`] : []),
  ];
  return {
    scenario: { roots: loaded.filter(({ position }) => roots.has(position)), entries: loaded },
    kinds: await target.compose.kinds(),
    types: [...new Set(loaded.map(({ event }) => event.type))],
    ...(limits.length > 0 && { limited: `It holds ${limits.join(" and ")}.` }),
  };
}

function* entriesOf({ log }: Target, from: number, to: number): Iterable<HistoryEntry> {
  for (let position = from; position <= to; position += 1) {
    const entry = log.get(position);
    if (entry) yield entry;
  }
}

function cut({ roots, entries }: Scenario): Scenario {
  if (entries.length <= maxTestEvents) return { roots, entries };
  const kept = entries.slice(0, maxTestEvents);
  return { roots: roots.filter((root) => kept.includes(root)), entries: kept };
}

/** The file's text. A type that is not registered is written as a plain draft unless a name was given for it. */
export function testText(source: TestSource, { definitionsFrom, setupName, setupFrom, names }: TestPlace): string {
  const options: TestExportOptions = {
    definitionsFrom,
    names: new Map(Object.entries(namesFor(source, names))),
    kinds: source.kinds,
    ...(setupName.trim() !== "" && { setup: { name: setupName.trim(), from: setupFrom.trim() === "" ? definitionsFrom : setupFrom.trim() } }),
  };
  return testExport(source.scenario, options);
}

/** Exported names by type: as given before, else guessed. */
export function namesFor({ types, kinds }: TestSource, given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const guesses = guessNames(types);
  const registered = new Set(kinds.filter((kind) => kind.registered).map(({ type }) => type));
  return Object.fromEntries(types.map((type) => [type, given[type] ?? (registered.has(type) ? (guesses.get(type) ?? "") : "")]));
}

/** What was said of the application before. */
export function rememberedTestPlace(preferences: PreferenceStore): TestPlace {
  return {
    definitionsFrom: preferences.get("test.definitionsFrom", isText, "../src/events.ts"),
    setupName: preferences.get("test.setupName", isText, ""),
    setupFrom: preferences.get("test.setupFrom", isText, ""),
    names: preferences.get("test.names", isTexts, {}),
  };
}

export function rememberTestPlace(preferences: PreferenceStore, place: TestPlace): void {
  for (const [name, value] of Object.entries(place)) preferences.set(`test.${name}`, value);
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
}
