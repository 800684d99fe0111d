"use client";

import type { Bus, Handler, SubscribeOptions } from "../bus/index.ts";
import type { Known, Selected, Selector } from "../routing/index.ts";
import { useBus } from "./use-bus.ts";
import { useEmit } from "./use-emit.ts";
import { useEvent } from "./use-event.ts";
import { useLatest } from "./use-latest.ts";
import { useProjection } from "./use-projection.ts";
import { useRequest } from "./use-request.ts";
import { useTimeTravel } from "./use-time-travel.ts";

/** The hooks, typed by the events that a bus knows. */
export interface BusHooks<K extends Known = Known> {
  /** The bus of the nearest BusProvider. @throws BusError `ERR_NO_BUS` when there is no BusProvider above */
  useBus(this: void): Bus<K>;
  /** Subscribes while the component is mounted. */
  useEvent<const S extends Selector>(this: void, selector: S, handler: Handler<Selected<K, S>>, options?: SubscribeOptions<Selected<K, S>>): void;
  /** A stable function that makes and emits an event. */
  readonly useEmit: typeof useEmit;
  /** The newest event that a selector selects, also one from before mounting. */
  useLatest<const S extends Selector>(this: void, selector: S): Selected<K, S> | undefined;
  /** The state of a projection, or a part of it. */
  readonly useProjection: typeof useProjection;
  /** Requests, and the answer to the newest. */
  readonly useRequest: typeof useRequest;
  /** Where the projections stand. */
  readonly useTimeTravel: typeof useTimeTravel;
}

const hooks = Object.freeze({ useBus, useEmit, useEvent, useLatest, useProjection, useRequest, useTimeTravel });

/**
 * The hooks, typed by the application's bus as `createBus` returned it. They are the same functions for every bus: this costs nothing at run time.
 *
 * @example
 * export const { useEmit, useEvent, useLatest } = createBusHooks<typeof bus>();
 */
export function createBusHooks<B extends Bus>(): BusHooks<B extends Bus<infer K> ? K : Known>;
export function createBusHooks(): BusHooks {
  return hooks;
}
