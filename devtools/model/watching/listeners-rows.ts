import type { Coverage, Listener } from "../../target/index.ts";

export type ListenerColumn = "name" | "selector" | "since" | "delivered" | "failed" | "skipped" | "pending" | "p95";
export type ListenerGrouping = "type" | "listener" | "none";

export interface ListenerSort {
  readonly column: ListenerColumn;
  readonly descending: boolean;
}

/** A listener with what the panel itself has measured. */
export interface ListenerLine extends Listener {
  readonly p95: number | undefined;
}

/** A row of the table. */
export type ListenerRow =
  | {
      readonly kind: "group";
      readonly key: string;
      readonly title: string;
      readonly count: number;
      readonly open: boolean;
      readonly delivered: number;
      readonly failed: number;
      /** Of a type. */
      readonly coverage?: Coverage;
    }
  | { readonly kind: "listener"; readonly key: string; readonly listener: ListenerLine; readonly level: 1 | 2 };

interface RowsOptions {
  readonly grouping: ListenerGrouping;
  readonly sort: ListenerSort;
  readonly filter: string;
  readonly closed: ReadonlySet<string>;
}

/** The rows of the table: what the filter leaves, in groups, sorted within them. */
export function listenerRows(lines: readonly ListenerLine[], coverage: readonly Coverage[], options: RowsOptions): readonly ListenerRow[] {
  const { grouping, sort, filter } = options;
  const shown = sorted(lines.filter(passes(filter)), sort);
  if (grouping === "none") return shown.map((listener) => ({ kind: "listener", key: listener.id, listener, level: 1 }));
  if (grouping === "listener") return grouped(byName(shown), options);
  return grouped(byType(shown, coverage, filter), options);
}

interface Group {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly ListenerLine[];
  readonly coverage?: Coverage;
}

function byName(lines: readonly ListenerLine[]): readonly Group[] {
  const groups = new Map<string, ListenerLine[]>();
  for (const line of lines) {
    const group = groups.get(line.name);
    if (group) group.push(line);
    else groups.set(line.name, [line]);
  }
  return [...groups].map(([name, members]) => ({ key: `name ${name}`, title: name, lines: members }));
}

function byType(lines: readonly ListenerLine[], coverage: readonly Coverage[], filter: string): readonly Group[] {
  const words = filter.trim().toLowerCase();
  const order = new Map(lines.map(({ id }, index) => [id, index]));
  const heard = new Set<string>();
  const groups = coverage.flatMap((each): Group[] => {
    for (const id of each.listeners) heard.add(id);
    const members = each.listeners.flatMap((id) => order.get(id) ?? []).toSorted((left, right) => left - right);
    if (members.length === 0 && words !== "" && !each.type.toLowerCase().includes(words)) return [];
    return [{ key: `type ${each.type}`, title: each.type, coverage: each, lines: members.flatMap((index) => lines[index] ?? []) }];
  });
  // Patterns that no known type matches: they listen to something that has not happened yet, or never will.
  const others = lines.filter(({ id }) => !heard.has(id));
  const named = groups.toSorted((left, right) => (left.title < right.title ? -1 : 1));
  return others.length === 0 ? named : [...named, { key: "no type", title: "Match no type that is known", lines: others }];
}

function grouped(groups: readonly Group[], { closed }: RowsOptions): readonly ListenerRow[] {
  return groups.flatMap(({ key, title, lines, coverage }): ListenerRow[] => {
    const open = !closed.has(key);
    const sum = (of: (line: ListenerLine) => number) => lines.reduce((total, line) => total + of(line), 0);
    const head: ListenerRow = {
      kind: "group",
      key,
      title,
      count: lines.length,
      open,
      coverage,
      delivered: sum(({ stats }) => stats.delivered),
      failed: sum(({ stats }) => stats.failed),
    };
    return open ? [head, ...lines.map((listener): ListenerRow => ({ kind: "listener", key: `${key} ${listener.id}`, listener, level: 2 }))] : [head];
  });
}

function passes(filter: string): (line: ListenerLine) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ name, selector, types, site }) => {
    const text = `${name} ${selector} ${types.join(" ")} ${site?.file ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}

function sorted(lines: readonly ListenerLine[], { column, descending }: ListenerSort): readonly ListenerLine[] {
  const sign = descending ? -1 : 1;
  return lines.toSorted((left, right) => sign * compare(sortValue(left, column), sortValue(right, column)));
}

function compare(left: string | number, right: string | number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function sortValue(line: ListenerLine, column: ListenerColumn): string | number {
  switch (column) {
    case "name":
      return line.name.toLowerCase();
    case "selector":
      return line.selector;
    case "since":
      return line.createdAt;
    case "p95":
      return line.p95 ?? -1;
    case "delivered":
    case "failed":
    case "skipped":
    case "pending":
      return line.stats[column];
  }
}
