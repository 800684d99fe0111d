export { compileFilter, compileQuery } from "./compile.ts";
export type { FilterKey, FilterNode, FilterValue } from "./node.ts";
export { parseFilter } from "./parse.ts";
export { printFilter } from "./print.ts";
export type { CompiledFilter, FilterRow } from "./row.ts";
export { searchText } from "./search-text.ts";
