import { type BusEvent, requireFunction } from "../event/index.ts";
import { type Known, leavesOf, type Selector } from "../routing/index.ts";
import type { ProjectionOptions } from "./projection.ts";
import { type Change, reduceState } from "./reduce.ts";
import { snapshotType } from "./snapshot.ts";

/** What one reducer makes of an event. */
export type Step<State> = (state: State, event: BusEvent, position: number) => Change<State> | undefined;

/**
 * The reducers of a projection, as they registered.
 *
 * @throws TypeError for what is no function, or no selector
 */
export function stepsOf<State, K extends Known>(label: string, options: ProjectionOptions<State, K>): readonly (readonly [Selector, Step<State>])[] {
  const steps: (readonly [Selector, Step<State>])[] = [];
  requireFunction(`reducers of the ${label}`, options.reducers ?? null);
  options.reducers((selector, reduce) => {
    requireFunction(`A reducer of the ${label}`, reduce ?? null);
    // A bad selector is refused before anything is registered.
    leavesOf(selector);
    const step: Step<State> = (state, event) => reduceState(state, (draft) => Reflect.apply(reduce, undefined, [draft, event]));
    // Snapshots are no events of the application's, though "#" selects them.
    steps.push([selector, (state, event, position) => (event.type === snapshotType ? undefined : step(state, event, position))]);
  });
  return steps;
}
