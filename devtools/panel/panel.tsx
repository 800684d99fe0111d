import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from "react";
import { type DeckModel, keysHelpOf, type PanelModel } from "../model/index.ts";
import { BusPicker } from "./bus-picker.tsx";
import { EventsView } from "./events-view.tsx";
import { FaultBoundary } from "./fault-boundary.tsx";
import type { FilterHandle } from "./list/filter-handle.ts";
import { pressed } from "./keys.ts";
import { LaterCompose, LaterConnection, LaterHealth, LaterKeysHelp, LaterLinks, LaterListeners, LaterQueues, prefetchWhenIdle } from "./later-views.ts";
import { Notice } from "./notice.tsx";
import { PanelContext, type PanelPlace } from "./panel-context.ts";
import { SessionDrop } from "./session/session-drop.tsx";
import { SessionViews } from "./session/session-views.tsx";
import { Toolbar } from "./toolbar.tsx";
import { useFilterFocus } from "./use-filter-focus.ts";
import { useStore } from "./use-store.ts";

export interface PanelProps {
  readonly panel: PanelModel;
  /** What the frame around the panel puts at the right end of its bar: docking, a window of its own, closing. */
  readonly controls?: ReactNode;
}

/** The whole panel. It fills its parent, which is inside a shadow root with the panel's style sheet. */
export function Panel({ panel, controls }: PanelProps) {
  const { target, deck } = useStore(panel);
  return (
    <FaultBoundary controls={controls}>
      {deck && <PanelOfBus key={deck.target.id} panel={panel} deck={deck} controls={controls} />}
      {!deck && target && <PanelWaiting panel={panel} controls={controls} />}
      {!target && <PanelWithoutBus panel={panel} controls={controls} />}
    </FaultBoundary>
  );
}

function PanelOfBus({ panel, deck, controls }: PanelProps & { readonly deck: DeckModel }) {
  useEffect(() => deck.connect(), [deck]);
  useEffect(() => prefetchWhenIdle(), []);
  const { view } = useStore(panel);
  const composing = useStore(deck.composing);
  const help = keysHelpOf(deck);
  const helping = useStore(help);
  const filter = useRef<FilterHandle>(null);
  const list = useRef<HTMLDivElement>(null);
  const place = useMemo<PanelPlace>(() => ({ panel, deck, filter, focusList: () => focusShown(list.current) }), [panel, deck]);
  const focusFilter = useFilterFocus(panel, filter);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.defaultPrevented && pressed(event, { ...place, focusFilter })) event.preventDefault();
  };
  return (
    <PanelContext.Provider value={place}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the whole region, wherever the focus is inside it */}
      <section className="deck" aria-label="Event deck" onKeyDown={onKeyDown}>
        <Toolbar controls={controls} />
        <Notice panel={panel} />
        {deck.target.where === "remote" && <LaterConnection />}
        <SessionViews />
        {view === "events" && <EventsView list={list} />}
        {view === "listeners" && <LaterListeners />}
        {view === "queues" && <LaterQueues />}
        {view === "links" && <LaterLinks />}
        {view === "health" && <LaterHealth />}
        {composing && <LaterCompose />}
        {helping && <LaterKeysHelp onClose={() => help.set(false)} />}
      </section>
    </PanelContext.Provider>
  );
}

/** While the models of the deck are on their way, or did not come. */
function PanelWaiting({ panel, controls }: PanelProps) {
  const { notice } = useStore(panel);
  return (
    <section className="deck" aria-label="Event deck" aria-busy={notice === undefined}>
      <div className="bar">
        <BusPicker panel={panel} />
        <span className="grow" />
        {controls}
      </div>
      <Notice panel={panel} />
      {notice !== undefined && (
        <div className="empty">
          <button type="button" className="button" onClick={() => void panel.ready()}>
            Try again
          </button>
        </div>
      )}
    </section>
  );
}

function PanelWithoutBus({ panel, controls }: PanelProps) {
  return (
    <section className="deck" aria-label="Event deck">
      <div className="bar">
        <BusPicker panel={panel} />
        <span className="grow" />
        {controls}
      </div>
      <Notice panel={panel} />
      <SessionDrop panel={panel} />
      <div className="empty">
        <strong>No bus is attached</strong>
        <p>
          Register one with <code>registerBus(bus, "shop")</code>, here or in another tab of this origin, or drop a session file.
        </p>
      </div>
    </section>
  );
}

/** Behind the detail, where one pane stands at a time, the list takes the focus once the detail has gone. */
function focusShown(grid: HTMLElement | null): void {
  grid?.focus();
  if (grid && !grid.matches(":focus")) queueMicrotask(() => grid.focus());
}
