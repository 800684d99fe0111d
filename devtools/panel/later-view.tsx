import { createElement, type FunctionComponent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Later, laterMistake, type LaterState } from "../model/later.ts";
import { addStyles } from "./styles/sheet.ts";
import { useStore } from "./use-store.ts";

/** A view with what it looks like: what a file in `areas` exports. */
export interface Area<Props> {
  readonly View: FunctionComponent<Props>;
  /** Rules of a style sheet. */
  readonly styles?: string;
}

export interface LaterView<Props> extends FunctionComponent<Props> {
  /** Loads it before it is shown. */
  readonly prefetch: () => Promise<void>;
}

/**
 * A view that is loaded when it is first shown. Until then its room stays empty; when it does not come, that is said there, and the rest of the panel goes on.
 *
 * @param what - its name, as a sentence begins
 * @param around - what stands around the empty room until then
 *
 * @example
 * const Health = laterView("Health", () => import("./areas/health.ts"));
 */
export function laterView<Props extends object>(
  what: string,
  load: () => Promise<Area<Props>>,
  around: (props: Props, room: ReactNode) => ReactNode = (_, room) => room,
): LaterView<Props> {
  const area = new Later(load);
  const prefetch = () => area.load();
  function View(props: Props) {
    const place = useRef<HTMLDivElement>(null);
    const { state, styled } = useArea(area, place);
    useEffect(() => void prefetch(), []);
    if (styled) return createElement(styled, props);
    if (state.status === "failed") return around(props, <LoadFailure what={what} error={state.error} onRetry={() => void prefetch()} />);
    return around(props, <div ref={place} className="later" aria-busy="true" />);
  }
  return Object.assign(View, { prefetch });
}

/** An area as far as it has come, and its view as soon as its styles are where it is to stand. @param place an element there until then */
export function useArea<Props>(area: Later<Area<Props>>, place: RefObject<Element | null>): AreaSoFar<Props> {
  const state = useStore(area);
  const [styled, setStyled] = useState<FunctionComponent<Props>>();
  // What measures itself when it is mounted needs its styles before.
  useLayoutEffect(() => {
    if (state.status !== "ready" || !place.current) return;
    addStyles(place.current, state.value.styles ?? "");
    // oxlint-disable-next-line react/set-state-in-effect -- only an element that is there tells where the styles belong
    setStyled(() => state.value.View);
  }, [state, place]);
  return { state, styled };
}

interface AreaSoFar<Props> {
  readonly state: LaterState<Area<Props>>;
  readonly styled: FunctionComponent<Props> | undefined;
}

/** For what stands in a line of its own, or over others: it takes no room until it has come. */
export function betweenLines(_: object, room: ReactNode): ReactNode {
  return <div>{room}</div>;
}

function LoadFailure({ what, error, onRetry }: { readonly what: string; readonly error: unknown; readonly onRetry: () => void }) {
  return (
    <div className="later later-failed" role="alert">
      <p>{laterMistake(what, error)}</p>
      <button type="button" className="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  );
}
