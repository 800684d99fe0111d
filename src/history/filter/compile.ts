import type { HistoryEntry } from "../entry.ts";
import type { Query } from "../query.ts";
import { type Compiled, compileAnywhere, compileField, leaf } from "./leaf.ts";
import type { FilterNode } from "./node.ts";
import { parseFilter } from "./parse.ts";
import type { CompiledFilter, FilterRow, Series } from "./row.ts";
import { searchText } from "./search-text.ts";

/**
 * Makes a query ready to run over history's columns.
 *
 * @throws FilterSyntaxError with the `index` of the offending character
 */
export function compileFilter(query: Query): CompiledFilter {
  if (typeof query === "string") return compileNode(parseFilter(query));
  return leaf(0, (row) => query(row.event, row.entry));
}

/**
 * Makes a query ready to test single entries.
 *
 * @throws FilterSyntaxError with the `index` of the offending character
 */
export function compileQuery(query: Query): (entry: HistoryEntry) => boolean {
  const filter = compileFilter(query);
  return (entry) => filter.test(toRow(entry));
}

function toRow(entry: HistoryEntry): FilterRow {
  const { event, position, outcome, listeners = [], imported = false, folded = false, arrival } = entry;
  const { handlers, failed, skipped, pending, waitedMs, ranMs } = outcome;
  let text: string | undefined;
  return {
    entry,
    event,
    position,
    handlers,
    failed,
    skipped,
    pending,
    waitedMs,
    ranMs,
    listeners,
    imported,
    folded,
    arrival,
    searchText: () => (text ??= searchText(event)),
  };
}

function compileNode(node: FilterNode): Compiled {
  switch (node.kind) {
    case "all":
    case "any":
      return compileGroup(node.kind === "all", node.nodes.map(compileNode));
    case "not": {
      const { cost, test, series } = compileNode(node.node);
      return leaf(cost, (row) => !test(row), { series: (of) => opposites[series(of)] });
    }
    case "text":
      return compileAnywhere(node.value);
    case "field":
      return compileField(node);
  }
}

const opposites = { all: "none", none: "all", some: "some" } as const;

/** `all` fails by its first part that does not hold, `any` holds by its first that does. */
function compileGroup(isAll: boolean, parts: Compiled[]): Compiled {
  parts.sort((one, other) => one.cost - other.cost);
  const [settled, otherwise] = isAll ? (["none", "all"] as const) : (["all", "none"] as const);
  const test = (row: FilterRow): boolean => {
    for (const part of parts) if (part.test(row) !== isAll) return !isAll;
    return isAll;
  };
  const series = (of: Series) => {
    const verdicts = parts.map((part) => part.series(of));
    return verdicts.includes(settled) ? settled : verdicts.includes("some") ? "some" : otherwise;
  };
  const from = parts.map((part) => part.from);
  const to = parts.map((part) => part.to);
  return leaf(Math.max(...parts.map((part) => part.cost)), test, { series, ...(isAll && { from: Math.max(...from), to: Math.min(...to) }) });
}
