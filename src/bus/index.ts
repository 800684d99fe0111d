export type { Bus, BusOptions, EmitOptions, RequestOptions } from "./bus.ts";
export { createBus } from "./create-bus.ts";
export type { Handler, HandlerContext, IterateOptions, SubscribeOptions, Subscription, WaitOptions } from "./subscription.ts";
export type { HandlerFailure, Middleware } from "./middleware.ts";
export type { History, ReplayOptions } from "./replay-options.ts";
export type { DeliveryReport, HealthReport, InspectRecord, MetricsSnapshot, Percentiles } from "./watching.ts";
