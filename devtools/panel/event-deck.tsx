import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import type { Bus } from "eventdeck";
import { createDeck, type DeckModel } from "../model/index.ts";
import { EventDetail } from "./event-detail.tsx";
import { EventList } from "./event-list.tsx";
import { FaultBoundary } from "./fault-boundary.tsx";
import { ReplayDeck } from "./replay-deck.tsx";
import { ShadowHost, type Theme } from "./shadow-host.tsx";
import { Toolbar, type Room } from "./toolbar.tsx";
import { UndeliveredList } from "./undelivered-list.tsx";
import { useStore } from "./use-store.ts";

/** What the deck is attached to and how it looks. */
export interface EventDeckProps {
  readonly bus: Bus;
  /** @default "system" */
  readonly theme?: Theme;
}

/**
 * A deck for one bus: its events as they come, filtered, opened, and played back to their handlers. It fills its parent.
 *
 * @example
 * <EventDeck bus={bus} theme="dark" />
 */
export function EventDeck({ bus, theme = "system" }: EventDeckProps) {
  const model = useMemo(() => createDeck(bus), [bus]);
  useEffect(() => model.connect(), [model]);
  return (
    <ShadowHost theme={theme}>
      <FaultBoundary>
        <Deck key={bus.source} model={model} />
      </FaultBoundary>
    </ShadowHost>
  );
}

function Deck({ model }: { readonly model: DeckModel }) {
  const [room, setRoom] = useState<Room>("events");
  const input = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const toList = () => grid.current?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") escape(model, toList);
    else if (event.key === "/" && !isTyping(event.target)) input.current?.focus();
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the whole region, wherever the focus is inside it
    <section className="deck" aria-label="Event deck" onKeyDown={onKeyDown}>
      <Toolbar model={model} room={room} onRoom={setRoom} input={input} onLeave={toList} />
      {room === "events" ? <EventsRoom model={model} grid={grid} onClose={() => (model.events.closeDetail(), toList())} /> : <UndeliveredRoom model={model} />}
      <ReplayDeck model={model} />
    </section>
  );
}

interface EventsRoomProps {
  readonly model: DeckModel;
  readonly grid: RefObject<HTMLDivElement | null>;
  readonly onClose: () => void;
}

function EventsRoom({ model, grid, onClose }: EventsRoomProps) {
  const { opened } = useStore(model.events);
  const { status, position } = useStore(model.replay);
  const playhead = status === "playing" || status === "paused" ? position : undefined;
  return (
    <div className="body" data-open={opened !== undefined}>
      <div className="pane list-pane">
        <EventList events={model.events} source={model.bus.source} listeners={model.bus.subscriptions().length} playhead={playhead} grid={grid} />
      </div>
      {opened && (
        <div className="pane detail-pane">
          <EventDetail model={model} entry={opened} onClose={onClose} />
        </div>
      )}
    </div>
  );
}

function UndeliveredRoom({ model }: { readonly model: DeckModel }) {
  const attempts = useStore(model.undelivered);
  return (
    <div className="body">
      <div className="pane list-pane">
        <UndeliveredList attempts={attempts} />
      </div>
    </div>
  );
}

// One press undoes one thing, the nearest first.
function escape({ events }: DeckModel, toList: () => void): void {
  const { opened, cursor, text } = events.state;
  if (opened) events.closeDetail();
  else if (cursor !== undefined) events.moveTo(undefined);
  else if (text !== "") events.filter("");
  toList();
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
