export type { GlobPattern, Known, KnownOf, Selected, Selector, TopicMatches } from "./selector.ts";
export { glob } from "./glob.ts";
export { RoutingTable } from "./routing-table.ts";
export { compileSelector, describeSelector, matches } from "./selecting.ts";
export { leavesOf } from "./selector-leaf.ts";
