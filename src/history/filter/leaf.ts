import { compileSelector } from "../../routing/index.ts";
import { compileText, compileValue } from "./match.ts";
import type { FilterField, FilterFlag, FilterText } from "./node.ts";
import { readPath } from "./payload.ts";
import type { CompiledFilter, FilterRow, Series } from "./row.ts";

/** A part of a compiled filter. */
export interface Compiled extends CompiledFilter {
  /** Rank among its siblings: what is cheap to ask is asked first. */
  readonly cost: number;
}

/** A part that says nothing of series and positions, unless `more` does. */
export function leaf(cost: number, test: (row: FilterRow) => boolean, more?: Partial<CompiledFilter>): Compiled {
  return { cost, test, series: () => "some", from: -Infinity, to: Infinity, ...more };
}

/** Text anywhere in an event, or as the whole of an id: a piece of an id would be found by chance. */
export function compileAnywhere(value: FilterText): Compiled {
  if (value.kind === "pattern") {
    const anywhere = new RegExp(value.source, "im");
    const whole = new RegExp(`^(?:${value.source})$`, "i");
    return leaf(2, (row) => isId(row, (id) => whole.test(id)) || anywhere.test(row.searchText()));
  }
  const needle = value.text.toLowerCase();
  const isWhole = compileText([value.text]);
  const contains = (text: string) => text.toLowerCase().includes(needle);
  return leaf(2, (row) => isId(row, isWhole) || row.searchText().includes(needle), {
    series: ({ type, topic, source }) => (contains(type) || contains(topic) || contains(source) ? "all" : "some"),
  });
}

function isId({ event }: FilterRow, test: (id: string) => boolean): boolean {
  return test(event.id) || test(event.correlationId) || (event.causationId !== undefined && test(event.causationId));
}

const flags: Readonly<Record<FilterFlag, (row: FilterRow) => boolean>> = {
  replayed: (row) => row.event.replay !== undefined,
  failed: (row) => row.failed > 0,
  unheard: (row) => row.handlers === 0 && !row.imported && !row.folded,
  pending: (row) => row.pending > 0,
  skipped: (row) => row.skipped > 0,
};

/** A key and its value. */
export function compileField({ key, path, value }: FilterField): Compiled {
  const matches = compileValue(value);
  switch (key) {
    case "topic":
      return ofSeries(value.kind === "plain" ? topicTest(value.text) : (series) => matches(series.topic));
    case "type":
    case "source":
    case "priority":
      return ofSeries((series) => matches(series[key]));
    case "via":
      return leaf(1, ({ arrival }) => arrival !== undefined && [arrival.link, ...arrival.path].some(matches));
    case "is":
      return leaf(0, Object.entries(flags).find(([flag]) => matches(flag))?.[1] ?? (() => false));
    case "handler":
      return leaf(1, (row) => row.listeners.some(matches));
    case "header":
      return leaf(1, headerTest(path.join(), matches));
    case "payload":
      return leaf(1, payloadTest(path, matches));
    case "position":
      return leaf(0, (row) => matches(row.position), value.kind === "range" ? { from: value.min, to: value.max } : {});
    case "took":
      return leaf(0, (row) => matches(row.ranMs));
    case "waited":
      return leaf(0, (row) => matches(row.waitedMs));
    case "id":
      return leaf(0, (row) => matches(row.event.id));
    case "correlation":
      return leaf(0, (row) => matches(row.event.correlationId));
    case "causation":
      return leaf(0, (row) => matches(row.event.causationId));
  }
}

function ofSeries(matches: (series: Series) => boolean): Compiled {
  return leaf(0, (row) => matches(row.event), { series: (series) => (matches(series) ? "all" : "none") });
}

function topicTest(pattern: string): (series: Series) => boolean {
  const selects = compileSelector(pattern);
  return ({ topic, type }) => selects(topic, type);
}

/** Header names ignore case, as in HTTP. */
function headerTest(name: string, matches: (actual: unknown) => boolean): (row: FilterRow) => boolean {
  const isName = compileText([name]);
  return ({ event: { headers } }) => {
    for (const header in headers) if (isName(header) && matches(headers[header])) return true;
    return false;
  };
}

function payloadTest(path: readonly string[], matches: (actual: unknown) => boolean): (row: FilterRow) => boolean {
  return ({ event }) => {
    try {
      return matches(readPath(event.payload, path));
    } catch {
      // A getter or a `toJSON` that throws: there is nothing to compare.
      return false;
    }
  };
}
