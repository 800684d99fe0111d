import { enableMapSet, Immer, type Patch } from "immer";
import { requireState } from "./container.ts";
import { patchesBetween } from "./patches-between.ts";
import { publish } from "./publish.ts";

/** One step of a state: what it became, and what leads there. */
export interface Change<State> {
  readonly state: State;
  readonly patches: readonly Patch[];
}

let immer: Immer | undefined;

/** An immer of our own: what an application sets on the shared one is its own business. Not made before it is needed, since the plugin is for all. */
function ownImmer(): Immer {
  if (immer) return immer;
  enableMapSet();
  return (immer = new Immer({ autoFreeze: true }));
}

/** For a state that is shown, the one that immer is given in its place; only for the newest of each history. */
const bases = new WeakMap<object, unknown>();

/**
 * Runs a recipe on a draft of a frozen state. Returns the next state, frozen, or `undefined` when there is no difference.
 *
 * @throws what the recipe throws; TypeError when it returns a promise, or an object that cannot be drafted
 */
export function reduceState<State>(state: State, recipe: (draft: unknown) => unknown): Change<State> | undefined {
  const base = isObject(state) ? (bases.get(state) ?? state) : state;
  const next: unknown = produceUnfrozen(base, recipe);
  const patches = patchesBetween(base, next);
  if (patches.length === 0) return undefined;
  const shown = publish(state, base, next, patches);
  if (isObject(state)) bases.delete(state);
  if (shown !== next && isObject(shown)) bases.set(shown, next);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the reducer's type vouches for what it returned
  return { state: shown as State, patches };
}

/**
 * Immer leaves freezing to the outermost recipe, which is an empty one here: the comparison that follows freezes, and meets only what is new, where immer asks
 * every member. With `autoFreeze: false` it would overlook some drafts in new objects.
 */
function produceUnfrozen(state: unknown, recipe: (draft: unknown) => unknown): unknown {
  const own = ownImmer();
  let next: unknown;
  own.produce<object>({}, () => {
    next = own.produce<unknown>(state, (draft: unknown) => requireValue(recipe(draft)));
  });
  return next;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
function requireValue(result: unknown): unknown {
  if (!isObject(result)) return result;
  if (!("then" in result) || typeof result.then !== "function") {
    requireState("What a reducer returned", result);
    return result;
  }
  // Its draft is gone: what it fails with is a consequence of the error below.
  Promise.resolve(result).then(undefined, () => {});
  throw new TypeError("A reducer returned a promise: reducers are synchronous. Await in a handler, and emit an event with the result.");
}
