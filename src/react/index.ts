"use client";

export { BusProvider, type BusProviderProps } from "./bus-provider.tsx";
export { type BusHooks, createBusHooks } from "./bus-hooks.ts";
export { useBus } from "./use-bus.ts";
export { useEmit } from "./use-emit.ts";
export { useEvent } from "./use-event.ts";
export { useLatest } from "./use-latest.ts";
export { useProjection } from "./use-projection.ts";
export { type RequestState, useRequest } from "./use-request.ts";
export { type TimeTravelState, useTimeTravel } from "./use-time-travel.ts";
