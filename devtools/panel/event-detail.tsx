import { useState } from "react";
import type { HistoryEntry } from "eventdeck";
import { clipboardText, type DeckModel, markOf, verdictOf } from "../model/index.ts";
import { CopyButton } from "./copy-button.tsx";
import { Deliveries } from "./deliveries.tsx";
import { DetailTabs, type DetailTab } from "./detail-tabs.tsx";
import { Envelope } from "./envelope.tsx";
import { icons } from "./icons.tsx";
import { RunAgain } from "./run-again.tsx";
import { ValueTree } from "./value-tree.tsx";

interface EventDetailProps {
  readonly model: DeckModel;
  readonly entry: HistoryEntry;
  readonly onClose: () => void;
}

/** One event: the verdict first, then what it carried, where it went and what it is. */
export function EventDetail({ model, entry, onClose }: EventDetailProps) {
  const [tab, setTab] = useState<DetailTab>("Payload");
  const deliveries = model.deliveries.of(entry.position);
  const { event } = entry;
  return (
    <article className="detail" aria-label={`Event ${event.type}`}>
      <header className="detail-head">
        <div className="detail-title">
          <button type="button" className="icon-button back" onClick={onClose} aria-label="Back to the list">
            {icons.back}
          </button>
          <h2 className="grow">{event.type}</h2>
          <span className="muted number">#{entry.position}</span>
          <CopyButton what="the payload" text={() => clipboardText(event.payload)} />
          <button type="button" className="icon-button wide-only" onClick={onClose} aria-label="Close the detail" title="Close (Esc)">
            {icons.close}
          </button>
        </div>
        <p className="verdict" data-kind={markOf(entry).kind}>
          {verdictOf(entry, deliveries)}
        </p>
        <RunAgain model={model} entry={entry} />
        <DetailTabs tab={tab} onTab={setTab} />
      </header>
      <div className="detail-body" id="detail-body" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === "Payload" && <ValueTree key={entry.position} value={event.payload} />}
        {tab === "Deliveries" && <Deliveries entry={entry} deliveries={deliveries} />}
        {tab === "Envelope" && <Envelope model={model} entry={entry} />}
      </div>
    </article>
  );
}
