import type { BusEvent, HistoryEntry } from "eventdeck";
import type { Kind } from "../../target/index.ts";
import { literalOf } from "./code-literal.ts";
import { emitCode, unrepresentable } from "./event-code.ts";

/** What a generated test needs to know of the application. */
export interface TestExportOptions {
  /** Module that exports the definitions, as the test imports it. */
  readonly definitionsFrom: string;
  /** Exported names of the definitions, by type. A type without one is emitted as a plain draft. */
  readonly names: ReadonlyMap<string, string>;
  /** The function that subscribes the application's handlers to a bus, and the module that exports it. */
  readonly setup?: { readonly name: string; readonly from: string };
  readonly kinds: readonly Kind[];
  readonly title?: string;
}

/** A recorded scenario: what was emitted by nobody's handler, and all that followed from it. */
export interface Scenario {
  /** In the order of history. */
  readonly roots: readonly HistoryEntry[];
  /** Roots and consequences, in the order of history. */
  readonly entries: readonly HistoryEntry[];
}

/** Most events that a test is made of; more are no test that anybody reads. */
export const maxTestEvents = 500;

/**
 * The scenario that a selection stands for: what is selected and was not caused by anything else that is, and everything that was caused by it.
 *
 * @param history entries from the first selected one on, in the order of history
 */
export function scenarioOf(selected: readonly number[], history: Iterable<HistoryEntry>): Scenario {
  const chosen = new Set(selected);
  const ids = new Set<string>();
  const roots: HistoryEntry[] = [];
  const entries: HistoryEntry[] = [];
  for (const entry of history) {
    const { id, causationId } = entry.event;
    const caused = causationId !== undefined && ids.has(causationId);
    if (!caused && !chosen.has(entry.position)) continue;
    if (!caused) roots.push(entry);
    entries.push(entry);
    ids.add(id);
  }
  return { roots, entries };
}

/**
 * A Vitest file that emits the roots of a scenario at their recorded times, on a bus in virtual time, and asserts that the same events come of it, with the
 * same payloads, in the same order, and that the same ones fail. It compiles under strict TypeScript.
 */
export function testExport({ roots, entries }: Scenario, options: TestExportOptions): string {
  const missing: string[] = [];
  const steps = stepsOf(roots, entries, options, missing);
  const expected = entries.map(({ event }) => {
    const { code, missing: lost } = literalOf(event.payload, `${event.type} payload`, 4);
    missing.push(...lost);
    return `    [${nameOf(event, options) ?? JSON.stringify(event.type)}, ${code}],\n`;
  });
  return [
    importsOf(entries, options),
    'declare module "vitest" {\n  interface Matchers<T> extends BusMatchers<T> {}\n}\nexpect.extend(busMatchers);\n',
    missing.length === 0 ? "" : unrepresentable,
    `test(${JSON.stringify(options.title ?? titleOf(roots, entries))}, async () => {`,
    ...missing.map((each) => `  // Has no literal, and fails until it is written by hand: ${oneLine(each)}`),
    `  const clock = new VirtualClock(${roots[0]?.event.time ?? 0});`,
    `  const bus = createTestBus({ clock, events: [${[...namesOf(entries, options)].join(", ")}], onError: () => undefined });`,
    options.setup
      ? `  await ${options.setup.name}(bus);`
      : "  // Subscribe the application's handlers to the bus here: without them nothing follows from what is emitted.",
    "",
    ...steps,
    "  await bus.flush();",
    "",
    `  const recorded: [kind: EventKind | string, payload: unknown][] = [\n${expected.join("")}  ];`,
    "  expect(bus).toHaveEmittedInOrder(recorded);",
    '  const events = bus.history.query("").map(({ event }) => event);',
    "  // Nothing else came of it, and no payload has more to it.",
    '  expect(events.map(({ type }) => type)).toEqual(recorded.map(([kind]) => (typeof kind === "string" ? kind : kind.type)));',
    "  expect(events.map(({ payload }) => payload)).toEqual(recorded.map(([, payload]) => payload));",
    failuresOf(entries),
    "});\n",
  ]
    .filter((part, index) => part !== "" || index > 3)
    .join("\n");
}

function importsOf(entries: readonly HistoryEntry[], options: TestExportOptions): string {
  const { setup, definitionsFrom } = options;
  const names = [...namesOf(entries, options)];
  const together = setup?.from === definitionsFrom;
  const lines = [
    'import type { EventKind } from "eventdeck";',
    'import { busMatchers, createTestBus, VirtualClock, type BusMatchers } from "eventdeck/testing";',
    'import { expect, test } from "vitest";',
  ];
  const imported = together && setup ? [...names, setup.name] : names;
  if (imported.length > 0) lines.push(`import { ${imported.join(", ")} } from ${JSON.stringify(definitionsFrom)};`);
  if (setup && !together) lines.push(`import { ${setup.name} } from ${JSON.stringify(setup.from)};`);
  return `${lines.join("\n")}\n`;
}

function stepsOf(roots: readonly HistoryEntry[], entries: readonly HistoryEntry[], options: TestExportOptions, missing: string[]): string[] {
  const lines: string[] = [];
  let at = roots[0]?.event.time ?? 0;
  const advanceTo = (time: number) => {
    if (time > at) lines.push(`  await bus.advance(${time - at});`);
    at = Math.max(at, time);
  };
  for (const { event } of roots) {
    advanceTo(event.time);
    const kind = options.kinds.find(({ type }) => type === event.type);
    const emitted = emitCode(event, { name: nameOf(event, options) ?? "", kind, indent: 2, correlation: false });
    missing.push(...emitted.missing);
    lines.push(`  ${emitted.code};`);
  }
  // What followed later than the last that was emitted was waited for.
  const last = Math.max(...entries.map(({ event }) => event.time), at);
  advanceTo(last);
  return lines;
}

function failuresOf(entries: readonly HistoryEntry[]): string {
  if (entries.some(({ imported }) => imported)) return "  // How the handlers ended is not known: the events were imported from a file.";
  const failed = entries.filter(({ outcome }) => outcome.failed > 0).map(({ event }) => event.type);
  return `  expect(bus.history.query("is:failed").map(({ event }) => event.type)).toEqual(${JSON.stringify(failed)});`;
}

function namesOf(entries: readonly HistoryEntry[], options: TestExportOptions): ReadonlySet<string> {
  return new Set(entries.flatMap(({ event }) => nameOf(event, options) ?? []));
}

function nameOf({ type }: BusEvent, { names }: TestExportOptions): string | undefined {
  const name = names.get(type)?.trim();
  return name === "" ? undefined : name;
}

function titleOf(roots: readonly HistoryEntry[], entries: readonly HistoryEntry[]): string {
  const types = (of: readonly HistoryEntry[]) => [...new Set(of.map(({ event }) => event.type))];
  const followed = types(entries.filter((entry) => !roots.includes(entry)));
  const shown = followed.length > 3 ? [...followed.slice(0, 3), "…"] : followed;
  return `${types(roots).slice(0, 3).join(", ")} leads to ${shown.length === 0 ? "nothing else" : shown.join(", ")}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
