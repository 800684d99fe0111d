/** What stands before a colon. */
export type FilterKey =
  | "type"
  | "topic"
  | "source"
  | "via"
  | "id"
  | "correlation"
  | "causation"
  | "priority"
  | "position"
  | "is"
  | "handler"
  | "took"
  | "waited"
  | "header"
  | "payload";

/** What `is:` asks for. */
export type FilterFlag = "replayed" | "failed" | "unheard" | "pending" | "skipped";

/**
 * What stands after a colon. `plain`: as typed, `*` standing for any text. `quoted`: this very text. `pattern`: between slashes, as written there.
 * `range`: the numbers from `min` to `max`; an infinite bound is none, and `open` leaves the finite one out, as `>` and `<` do.
 */
export type FilterValue =
  | { readonly kind: "plain"; readonly text: string }
  | { readonly kind: "quoted"; readonly text: string }
  | { readonly kind: "pattern"; readonly source: string }
  | { readonly kind: "range"; readonly min: number; readonly max: number; readonly open: boolean };

/** Text that is looked for anywhere in an event. */
export type FilterText = Extract<FilterValue, { readonly kind: "quoted" | "pattern" }>;
/** A part of a filter that has a key. */
export type FilterField = Extract<FilterNode, { readonly kind: "field" }>;

/** A parsed filter. `all` without nodes is the empty filter, which everything matches; other groups have at least two nodes. */
export type FilterNode =
  | { readonly kind: "all" | "any"; readonly nodes: readonly FilterNode[] }
  | { readonly kind: "not"; readonly node: FilterNode }
  | { readonly kind: "text"; readonly value: FilterText }
  /** `path` is empty but for `header`, whose one segment is the header's name, and `payload`. */
  | { readonly kind: "field"; readonly key: FilterKey; readonly path: readonly string[]; readonly value: FilterValue };
