"use client";

import { useCallback, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { Projection } from "../projection/index.ts";
import { BusContext, type Provided } from "./bus-context.ts";

/**
 * The state of a projection, or the part of it that `select` returns. The component renders again only when that part changes, and every component that reads the
 * projection in the same commit sees the same state.
 *
 * @param select may be written in place and may make a new object each time: it is called again only for another state or on another render. What it throws
 * reaches the error boundary.
 * @param equal tells whether two parts are the same; give one where `select` makes objects. @default Object.is
 *
 * @example
 * const count = useProjection(cart, (state) => state.items.length);
 * return <span>{count} in your cart</span>;
 */
export function useProjection<State, Part = State>(projection: Projection<State>, select?: (state: State) => Part, equal?: (a: Part, b: Part) => boolean): Part;
export function useProjection(
  projection: Projection<unknown>,
  select: (state: unknown) => unknown = whole,
  equal: (a: unknown, b: unknown) => boolean = Object.is,
): unknown {
  const provided = useContext(BusContext);
  const shown = useRef<{ readonly part: unknown }>(undefined);
  const partOf = useMemo(() => {
    let last: { readonly state: unknown; readonly part: unknown } | undefined;
    return (state: unknown) => {
      // The same object for the same state, or React would render without end.
      if (last && Object.is(last.state, state)) return last.part;
      const part = select(state);
      const before = last ?? shown.current;
      last = { state, part: before && equal(before.part, part) ? before.part : part };
      return last.part;
    };
  }, [select, equal]);
  const subscribe = useCallback((listener: () => void) => projection.subscribe(listener), [projection]);
  const part = useSyncExternalStore(
    subscribe,
    () => partOf(projection.state),
    () => partOf(serverState(projection, provided)),
  );
  useEffect(() => {
    shown.current = { part };
  });
  return part;
}

function whole(state: unknown): unknown {
  return state;
}

/** What the server's markup shows. */
function serverState(projection: Projection<unknown>, provided: Provided | undefined): unknown {
  if (provided?.serverPosition === undefined) return projection.state;
  const { serverPosition, serverStates } = provided;
  if (!serverStates.has(projection)) serverStates.set(projection, projection.at(serverPosition));
  return serverStates.get(projection);
}
