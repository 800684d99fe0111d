export type {
  Actor,
  BusEvent,
  DefinitionOptions,
  EventDefinition,
  EventDraft,
  EventKind,
  EventOptions,
  Priority,
  RequestDefinition,
  RequestDraft,
} from "./event/index.ts";
export {
  BusClosedError,
  BusError,
  defineEvent,
  defineRequest,
  EventValidationError,
  FilterSyntaxError,
  fromCloudEvent,
  LaneOverflowError,
  NoResponderError,
  payload,
  RemoteError,
  SessionFormatError,
  TimeoutError,
  toCloudEvent,
} from "./event/index.ts";
export type { GlobPattern, Known, KnownOf, Selected, Selector, TopicMatches } from "./routing/index.ts";
export { compileSelector, describeSelector, glob } from "./routing/index.ts";
export type { Clock, LaneOptions } from "./scheduling/index.ts";
export type {
  Arrival,
  HistoryEntry,
  HistoryLimits,
  HistoryOptions,
  Query,
  QueryOptions,
  Replay,
  ReplayPlan,
  ReplayState,
  Undelivered,
} from "./history/index.ts";
export { compileQuery } from "./history/index.ts";
export type {
  Bus,
  BusOptions,
  DeliveryReport,
  EmitOptions,
  Handler,
  HandlerContext,
  HandlerFailure,
  HealthReport,
  History,
  InspectRecord,
  IterateOptions,
  MetricsSnapshot,
  Middleware,
  Percentiles,
  ReplayOptions,
  RequestOptions,
  SubscribeOptions,
  Subscription,
  WaitOptions,
} from "./bus/index.ts";
export { createBus } from "./bus/index.ts";
