export type { Arrival, HistoryEntry, HistoryOptions, QueryOptions, Undelivered } from "./entry.ts";
export { EventHistory, type Follower } from "./event-history.ts";
export { compileQuery } from "./filter/index.ts";
export type { HistoryLimits, RecordedHistory } from "./history.ts";
export type { Query } from "./query.ts";
export { ReplayRun } from "./replay-run.ts";
export type { Replay, ReplayPlan, ReplayState } from "./replay.ts";
export type { Series } from "./series.ts";
export { writeSession } from "./write-session.ts";
