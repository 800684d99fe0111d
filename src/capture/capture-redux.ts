import type { Bus } from "../bus/index.ts";
import { type CaptureOptions, checkOptions } from "./capture-options.ts";
import { toWords } from "./event-names.ts";
import type { Mark } from "./frames.ts";
import { ownData } from "./platform.ts";
import { safely } from "./quiet.ts";
import { Recorder } from "./recorder.ts";
import { changeBetween, type StatePatch } from "./state-changes.ts";

/** What is kept of an action, and of what came of it: `redux.cart.itemAdded`. */
export interface CapturedAction {
  /** The action's type as it was; `thunk` for a function. */
  readonly type: string;
  readonly action: unknown;
  /** The slices of the state that are not what they were. */
  readonly changed: readonly string[];
  readonly patches: readonly StatePatch[];
  /** How long the reducers, and the middleware and subscribers behind this one, took, in milliseconds. */
  readonly durationMs: number;
  /** What they threw, if they did. */
  readonly error?: unknown;
}

type Next = (action: unknown) => unknown;

/** How many requests of async thunks are remembered until they are answered. */
const maxRequests = 1000;

/**
 * A Redux middleware: each action becomes an event, and what it changed in the state is said with it. Put it last, so that it sees what reaches the reducers.
 *
 * What is dispatched while an action is dispatched follows from it and comes after it, and the end of an async thunk follows from its beginning. It lasts as long as
 * its bus: when that is closed, actions pass through.
 *
 * @example
 * const store = configureStore({ reducer, middleware: (defaults) => defaults().concat(captureRedux(bus)) });
 */
export function captureRedux(bus: Bus, options: CaptureOptions = {}): (api: { getState(): unknown }) => (next: Next) => Next {
  checkOptions("captureRedux", bus, options);
  return (api) => {
    const recorder = new Recorder("captureRedux", bus, api, "redux", options);
    const requests = new Requests();
    recorder.watch();
    return (next) => (action) => {
      if (recorder.deaf) return next(action);
      const end = safely(() => begin(recorder, requests, api, action));
      if (!end) return next(action);
      let result: unknown;
      try {
        result = next(action);
      } catch (error) {
        safely(() => end({ error }));
        throw error;
      }
      safely(() => end({}));
      return result;
    };
  };
}

/** Returns what publishes the action, once it is known what came of it. */
function begin(recorder: Recorder, requests: Requests, api: { getState(): unknown }, action: unknown): (outcome: { readonly error?: unknown }) => void {
  const before = api.getState();
  const type = typeOf(action);
  // Copied now: a middleware or a reducer might change it.
  const copy = recorder.copy(action);
  const mark = recorder.mark(requests.causeOf(action));
  requests.note(action, mark);
  const startedAt = recorder.now();
  const endFrame = recorder.frame(mark, true);
  return (outcome) => {
    endFrame(() => {
      const durationMs = recorder.now() - startedAt;
      const payload: CapturedAction = { type, action: copy, ...changeBetween(before, api.getState()), durationMs, ...outcome };
      recorder.publish(mark, { name: toWords(type), payload });
    });
  };
}

function typeOf(action: unknown): string {
  if (typeof action === "function") return "thunk";
  const type = typeof action === "object" && action !== null ? ownData(action, "type") : undefined;
  return typeof type === "string" || typeof type === "symbol" ? String(type) : "unnamed";
}

/** The requests of Redux Toolkit's async thunks: `pending`, and later `fulfilled` or `rejected`, of one id. */
class Requests {
  readonly #pending = new Map<string, Mark>();

  causeOf(action: unknown): Mark | undefined {
    const { id, status } = requestOf(action);
    return id !== undefined && status !== "pending" ? this.#pending.get(id) : undefined;
  }
  note(action: unknown, mark: Mark): void {
    const { id, status } = requestOf(action);
    if (id === undefined) return;
    if (status !== "pending") this.#pending.delete(id);
    else if (this.#pending.size < maxRequests) this.#pending.set(id, mark);
  }
}

function requestOf(action: unknown): { readonly id?: string; readonly status?: unknown } {
  const meta = typeof action === "object" && action !== null ? ownData(action, "meta") : undefined;
  if (typeof meta !== "object" || meta === null) return {};
  const id = ownData(meta, "requestId");
  return { id: typeof id === "string" ? id : undefined, status: ownData(meta, "requestStatus") };
}
