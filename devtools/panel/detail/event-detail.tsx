import { useMemo } from "react";
import type { HistoryEntry } from "eventdeck";
import { badgesOf, type DeckModel, type DetailTab, formatTime, payloadFacts, type PayloadFacts, type PayloadState, visibleText } from "../../model/index.ts";
import type { Sent } from "../../model/contexts/sent.ts";
import { Arrived, useSent } from "./arrived.tsx";
import { DetailActions } from "./detail-actions.tsx";
import { DetailTabs } from "./detail-tabs.tsx";
import { icons } from "../icons.tsx";
import { seldomIcons } from "../seldom-icons.tsx";
import { LaterDeliveries, LaterRaw, LaterState, LaterWhy } from "../later-views.ts";
import { PayloadTab } from "./payload-tab.tsx";
import { PayloadWaiting } from "./payload-waiting.tsx";
import { usePayload } from "./use-payload.ts";
import { useSliced } from "./use-sliced.ts";
import { useStore } from "../use-store.ts";
import { Verdict } from "./verdict.tsx";

export interface EventDetailProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
  readonly onClose: () => void;
}

/** One event: the verdict first, then what it carried, where it went and what it is. */
export function EventDetail({ deck, entry, onClose }: EventDetailProps) {
  const tab = useStore(deck.detail.tab);
  const { state, retry } = usePayload(deck, entry);
  const facts = useFacts(state);
  const sent = useSent(deck, entry);
  return (
    <article className="detail" aria-label={`Event ${entry.event.type}`}>
      <header className="detail-head">
        <DetailTitle deck={deck} entry={entry} sent={sent} redacted={facts?.redacted} onClose={onClose} />
        <Verdict deck={deck} entry={entry} />
        {sent && <Arrived entry={entry} sent={sent} />}
        <DetailActions deck={deck} entry={entry} payload={state} />
        <DetailTabs tab={tab} onTab={(next) => deck.detail.go(next)} />
      </header>
      <div className="detail-body" id="detail-body" role="tabpanel" aria-labelledby={`tab-${tab}`} data-fills={tab === "Payload"}>
        <TabBody tab={tab} deck={deck} entry={entry} state={state} retry={retry} facts={facts} />
      </div>
    </article>
  );
}

/** What is to be known of the payload before any of it is opened; not there before it is. */
function useFacts(state: PayloadState): PayloadFacts | undefined {
  const payload = state.status === "ready" ? state : undefined;
  const work = useMemo(() => (payload ? () => payloadFacts(payload.payload.value) : undefined), [payload]);
  const facts = useSliced(work);
  return facts.status === "done" ? facts.result : undefined;
}

interface DetailTitleProps extends EventDetailProps {
  readonly redacted: number | undefined;
  /** Of what came over a link. */
  readonly sent: Sent | undefined;
}

function DetailTitle({ deck, entry, redacted, sent, onClose }: DetailTitleProps) {
  const { event, position } = entry;
  const evicted = deck.target.log.get(position) === undefined;
  const time = sent?.at ?? event.time;
  return (
    <div className="detail-title">
      <button type="button" className="icon-button back" onClick={onClose} aria-label="Back to the list">
        {seldomIcons.back}
      </button>
      <h2>
        <bdi>{visibleText(event.type)}</bdi>
      </h2>
      <span className="muted number">#{position}</span>
      <time className="muted number" dateTime={new Date(time).toISOString()}>
        {formatTime(time)}
      </time>
      <span className="detail-badges grow">
        {badgesOf(entry, { redacted, evicted, sent }).map(({ kind, text, about }) => (
          <span key={kind} className="detail-badge" data-kind={kind} title={about}>
            {text}
          </span>
        ))}
      </span>
      <button type="button" className="icon-button wide-only" onClick={onClose} aria-label="Close the detail" title="Close (Esc)">
        {icons.close}
      </button>
    </div>
  );
}

interface TabBodyProps {
  readonly tab: DetailTab;
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
  readonly state: PayloadState;
  readonly retry: () => void;
  readonly facts: PayloadFacts | undefined;
}

function TabBody({ tab, deck, entry, state, retry, facts }: TabBodyProps) {
  switch (tab) {
    case "Why":
      return <LaterWhy deck={deck} entry={entry} />;
    case "Deliveries":
      return <LaterDeliveries deck={deck} entry={entry} />;
    case "State":
      return <LaterState deck={deck} entry={entry} />;
    default:
      break;
  }
  if (state.status !== "ready") return <PayloadWaiting state={state} retry={retry} />;
  if (tab === "Raw") return <LaterRaw deck={deck} entry={entry} payload={state.payload} facts={facts} />;
  return <PayloadTab deck={deck} entry={entry} payload={state.payload} />;
}
