import type { Bus, Selector } from "eventdeck";
import { createProjection, type Projection, type ProjectionOptions } from "eventdeck/projection";

/** A projection that keeps the payloads of all events that a selector selects, in their order. */
export function logOf(bus: Bus, name = "log", options: Partial<ProjectionOptions<readonly unknown[]>> & { readonly selector?: Selector } = {}) {
  const { selector = "#", ...rest } = options;
  return createProjection<readonly unknown[]>(bus, {
    name,
    initial: [],
    reducers: (on) => on(selector, (draft, event) => void draft.push(event.payload)),
    ...rest,
  });
}
/** A projection that counts. */
export function countOf(bus: Bus, name = "count", selector: Selector = "#"): Projection<number> {
  return createProjection<number>(bus, { name, initial: 0, reducers: (on) => on(selector, (count) => count + 1) });
}
/** Notes what is shown whenever a listener is told. */
export function toldBy<State>(projection: Projection<State>): State[] {
  const told: State[] = [];
  projection.subscribe(() => told.push(projection.state));
  return told;
}
