import type { Bus } from "eventdeck";
import { type Projection, projectionsOf, timeTravel } from "eventdeck/projection";
import type { StateChange, StatesDomain } from "../domains/states.ts";

/** The projections of a bus of this page. */
export function createStatesDomain(bus: Bus): StatesDomain {
  return {
    names: async () => projectionsOf(bus).map(({ name }) => name),
    changes: async (position) => projectionsOf(bus).map((projection) => changeOf(projection, position)),
    at: async (name, position) => named(bus, name).at(position),
    async seek(position) {
      if (position === "live") travelOf(bus).live();
      else travelOf(bus).seek(position);
    },
    back: async () => travelOf(bus).back(),
    forward: async () => travelOf(bus).forward(),
  };
}

/**
 * Tells where the projections of a bus stand, now and whenever they move. A bus that has no projection pays for one look per batch of events, and is told
 * nothing. Returns what ends it.
 */
export function watchTravel(bus: Bus, take: (moment: number | "live") => void): () => void {
  let leave = () => {};
  const look = () => {
    if (projectionsOf(bus).length === 0) return false;
    leave();
    const moves = timeTravel(bus).position$.subscribe(take);
    leave = () => moves.unsubscribe();
    return true;
  };
  // Nobody tells when a first projection is made; it moves nothing before there are events.
  if (!look()) {
    const changes = bus.history.changes$.subscribe(() => void look());
    leave = () => changes.unsubscribe();
  }
  return () => leave();
}

function changeOf(projection: Projection<unknown>, position: number): StateChange {
  const { name } = projection;
  try {
    const { patches } = projection.changes(position);
    if (patches.length === 0) return { name, patches };
    return { name, before: projection.at(position - 1), after: projection.at(position), patches };
  } catch (error) {
    if (error instanceof RangeError) return { name, patches: [], unknown: error.message };
    throw error;
  }
}

/** @throws RangeError */
function named(bus: Bus, name: string): Projection<unknown> {
  const found = projectionsOf(bus).find((projection) => projection.name === name);
  if (found) return found;
  throw new RangeError(`This bus has no projection "${name}" any more: it was disposed. Ask states.names() for those that it has.`);
}

/** @throws RangeError for a bus without projections, which have no moment to show */
function travelOf(bus: Bus): ReturnType<typeof timeTravel> {
  if (projectionsOf(bus).length > 0) return timeTravel(bus);
  throw new RangeError("This bus has no projections, so there is no state to look at. Make one with createProjection().");
}
