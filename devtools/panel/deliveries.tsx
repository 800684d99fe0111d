import type { HistoryEntry } from "eventdeck";
import { type Delivery, errorText, formatMs } from "../model/index.ts";
import { icons } from "./icons.tsx";

const marks = { delivered: icons.check, failed: icons.cross, cancelled: icons.skip, skipped: icons.skip } as const;

interface DeliveriesProps {
  readonly entry: HistoryEntry;
  readonly deliveries: readonly Delivery[];
}

/** Every listener that the event went to, and what became of it there. */
export function Deliveries({ entry, deliveries }: DeliveriesProps) {
  const { handlers } = entry.outcome;
  const missing = handlers - deliveries.length;
  return (
    <>
      {handlers === 0 && <p className="plain">No listener was subscribed when its delivery began.</p>}
      {missing > 0 && (
        <p className="plain">
          {missing === handlers
            ? "The single deliveries were not recorded: they ended while no deck was watching, or are still running."
            : `${missing} more not recorded or still running.`}
        </p>
      )}
      <ul className="deliveries">
        {deliveries.map((delivery) => (
          <li key={`${delivery.subscription.id} ${delivery.at}`} className="delivery" data-kind={delivery.kind}>
            {marks[delivery.kind]}
            <span className="delivery-name">{delivery.subscription.name}</span>
            <span className="muted number">{delivery.kind === "skipped" ? "not run" : formatMs(delivery.durationMs)}</span>
            <span className="delivery-text">{storyOf(delivery)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function storyOf(delivery: Delivery): string {
  switch (delivery.kind) {
    case "delivered":
      return `Waited ${formatMs(delivery.waitedMs)}, then ran.`;
    case "failed":
      return errorText(delivery.error);
    case "cancelled":
      return "Its signal was aborted before it ended.";
    case "skipped":
      return `Skipped by ${delivery.by}.`;
  }
}
