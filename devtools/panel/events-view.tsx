import { useLayoutEffect, useRef, type RefObject } from "react";
import { shielded } from "../model/index.ts";
import { EventList } from "./list/event-list.tsx";
import { LaterAttempt, LaterDetail } from "./later-views.ts";
import { usePanel } from "./panel-context.ts";
import { ReplayDeck } from "./replay/replay-deck.tsx";
import { Splitter, useShare } from "./detail/splitter.tsx";
import { Strip } from "./strip/strip.tsx";
import { useSize } from "./use-size.ts";
import { useStore } from "./use-store.ts";

// As in the style sheet: below this the panes stand one over the other.
const besideFromPx = 900;

/** The events: their strip, the list, the detail of the selected one, and the deck that plays them. */
export function EventsView({ list }: { readonly list: RefObject<HTMLDivElement | null> }) {
  const { deck, panel, focusList } = usePanel();
  const { opened, attempt } = useStore(deck.events);
  const body = useRef<HTMLDivElement>(null);
  const beside = useSize(body).width >= besideFromPx;
  const usual = beside ? 45 : 42;
  const [share, setShare] = useShare(panel.preferences, beside ? "split.beside" : "split.over", usual);
  const open = opened !== undefined || attempt !== undefined;
  useFocusMoves(open, list, body);
  const close = () => {
    deck.events.closeDetail();
    focusList();
  };
  return (
    <>
      <Strip />
      <div ref={body} className="body" data-open={open}>
        <div className="pane list-pane" style={open ? { flex: `0 1 ${share}%` } : undefined}>
          <EventList grid={list} />
        </div>
        {open && <Splitter label="List and detail" share={share} usual={usual} onShare={setShare} panes={beside ? "beside" : "over"} />}
        {opened && (
          <div className="pane detail-pane" tabIndex={-1}>
            <LaterDetail deck={deck} entry={shielded(opened)} onClose={close} />
          </div>
        )}
        {attempt && (
          <div className="pane detail-pane" tabIndex={-1}>
            <LaterAttempt attempt={attempt} isElsewhere={deck.target.where === "remote"} onClose={close} />
          </div>
        )}
      </div>
      <ReplayDeck />
    </>
  );
}

/** Where one pane stands at a time the detail takes the focus over from the list that it hides. */
function useFocusMoves(open: boolean, list: RefObject<HTMLElement | null>, body: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const grid = list.current;
    if (!open || !grid?.matches(":focus") || grid.checkVisibility()) return;
    const detail = body.current?.querySelector<HTMLElement>(".detail-pane");
    (detail?.querySelector("button") ?? detail)?.focus();
  }, [open, list, body]);
}
