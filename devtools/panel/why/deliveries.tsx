import type { HistoryEntry } from "eventdeck";
import { type DeckModel, deliveryRows, gapText } from "../../model/index.ts";
import { DeliveriesTable } from "./delivery-table.tsx";
import { DeliveriesNow } from "./delivery-now.tsx";
import { DeliveriesMissed } from "./delivery-missed.tsx";
import { counted } from "../numbers.ts";
import { useAsked } from "./delivery-asked.ts";

export interface DeliveriesProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
}

/** Every subscription that was asked about the event, and what became of it there; then who was not asked and why, and who would get it now. */
export function Deliveries({ deck, entry }: DeliveriesProps) {
  const deliveries = deck.deliveries.of(entry.position);
  const known = deck.deliveries.knows(entry.position);
  const rows = deliveryRows(entry, deliveries);
  const gap = gapText(entry, rows, known, deck.deliveries.isSampled(entry.position));
  const { asked, failure, ask } = useAsked(deck.target, entry.position);
  return (
    <div className="deliveries">
      <p className="deliveries-lead">{leadOf(entry, rows.length)}</p>
      {gap !== undefined && <p className="plain">{gap}</p>}
      {rows.length > 0 && <DeliveriesTable target={deck.target} rows={rows} />}
      {failure !== undefined && <p className="plain">The bus could not be asked who listens now: {failure}</p>}
      {asked && <DeliveriesMissed entry={entry} asked={asked} />}
      {asked && <DeliveriesNow entry={entry} asked={asked} rows={rows} known={known} onAsk={ask} />}
    </div>
  );
}

function leadOf({ imported, outcome, folded }: HistoryEntry, asked: number): string {
  if (imported) return "Not delivered here.";
  const { handlers } = outcome;
  if (handlers === 0 && asked > 0) return `${counted(asked, "listener")} asked, and it was for none of them.`;
  if (handlers === 0) return folded ? "No listener was subscribed to it; a projection folded it." : "Nobody was subscribed to it when its delivery began.";
  return asked > handlers ? `${counted(asked, "listener")} asked, ${handlers} called.` : `${counted(handlers, "listener")} called.`;
}
