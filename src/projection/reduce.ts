import { enableMapSet, enablePatches, Immer, type Patch } from "immer";

/** One step of a state: what it became, and how to get there and back. */
export interface Change<State> {
  readonly state: State;
  readonly patches: readonly Patch[];
  readonly inverse: readonly Patch[];
}

let immer: Immer | undefined;

/** An immer of our own, so that what an application sets on the shared one does not change what is kept here. */
function ownImmer(): Immer {
  if (immer) return immer;
  enablePatches();
  enableMapSet();
  return (immer = new Immer({ autoFreeze: true }));
}

/**
 * Runs a recipe on a draft of a state; `undefined` when that changed nothing.
 *
 * @throws what the recipe throws; TypeError when it returns a promise
 */
export function reduceState<State>(state: State, recipe: (draft: unknown) => unknown): Change<State> | undefined {
  const produced: readonly [unknown, readonly Patch[], readonly Patch[]] = ownImmer().produceWithPatches<unknown>(state, (draft: unknown) =>
    requireValue(recipe(draft)),
  );
  const [next, patches, inverse] = produced;
  if (Object.is(next, state) || patches.length === 0) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the reducer's type vouches for what it returned
  return { state: next as State, patches, inverse };
}

function requireValue(result: unknown): unknown {
  if (typeof result !== "object" || result === null || !("then" in result) || typeof result.then !== "function") return result;
  // Its draft is gone: what it fails with is a consequence of the error below.
  Promise.resolve(result).then(undefined, () => {});
  throw new TypeError("A reducer returned a promise: reducers are synchronous. Await in a handler, and emit an event with the result.");
}
