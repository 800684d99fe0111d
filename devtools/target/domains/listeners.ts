import type { EventOptions } from "eventdeck";
import type { ListenerRef } from "../target.ts";
import type { Frame } from "./sites.ts";

/** A subscription, as the panel lists it. */
export interface Listener extends ListenerRef {
  /** As a person would write it: `cart.*`, `/re/`, `glob(cart:*)`, `cart.item-added`. */
  readonly selector: string;
  /** Types that its selector names by definition. */
  readonly types: readonly string[];
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly active: boolean;
  readonly stats: { readonly delivered: number; readonly failed: number; readonly skipped: number; readonly pending: number };
  /** Where it was made, when that is known without a stack. */
  readonly site?: { readonly file: string; readonly line: number };
  /** Its stack is kept: `stackOf` has it. */
  readonly hasStack: boolean;
}

/** Whether one listener would get an event, and why not. */
export interface Explanation {
  readonly listener: ListenerRef;
  readonly verdict: "delivers" | "filtered" | "wrong-priority" | "ignores-replays" | "skipped";
  /** The middleware or filter that decides so. */
  readonly by?: string;
}

/** An event that may not exist yet. */
export interface DraftText {
  readonly type: string;
  readonly input: unknown;
  readonly options?: EventOptions;
  /** How long it waits before it enters its lane, in milliseconds. */
  readonly delayMs?: number;
}

/** A type, and who is subscribed to it by what their selectors say; filters are not asked. */
export interface Coverage {
  readonly type: string;
  readonly registered: boolean;
  /** As far as the bus has counted. */
  readonly emitted: number;
  /** Ids of subscriptions. */
  readonly listeners: readonly string[];
  /** Selectors of others that come nearest to its topic, the nearest first; only where nobody listens. */
  readonly nearest: readonly string[];
}

/** Who listens. */
export interface ListenersDomain {
  list(): Promise<readonly Listener[]>;
  /** Types that are registered, were counted or stand among the newest events, with their listeners; at most 2,000, those of the application's definitions first. */
  coverage(): Promise<readonly Coverage[]>;
  /** The dry run for recorded events. @param asReplay as they would be heard in a replay */
  explain(positions: readonly number[], asReplay: boolean): Promise<readonly Explanation[]>;
  /** Ends a subscription; `false` when there is none. */
  end(id: string): Promise<boolean>;
  /** Whether stacks are kept of where subscriptions are made from now on. */
  keepStacks(on: boolean): Promise<void>;
  /** Where a subscription was made, innermost first; `undefined` when no stack was kept then. */
  stackOf(id: string): Promise<readonly Frame[] | undefined>;
}
