import type { HistoryEntry } from "eventdeck";
import { type Asked, type DeliveriesKnown, type DeliveryRow, nowRows, nowText, visibleText } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { counted } from "../numbers.ts";

interface DeliveriesNowProps {
  readonly entry: HistoryEntry;
  readonly asked: Asked;
  readonly rows: readonly DeliveryRow[];
  readonly known: DeliveriesKnown;
  readonly onAsk: () => void;
}

/** The dry run: who would get the event if it came now. Nothing is delivered for it. */
export function DeliveriesNow({ entry, asked, rows, known, onAsk }: DeliveriesNowProps) {
  const now = nowRows(asked.explanations, rows, known);
  const takers = now.filter(({ verdict }) => verdict === "delivers").length;
  const changed = now.filter((row) => row.changed).length;
  const created = new Map(asked.listeners.map(({ id, createdAt }) => [id, createdAt]));
  return (
    // Open where what happened has little to say.
    <details className="dl-fold dl-now" open={rows.length === 0 || undefined}>
      <summary>
        If it came now: {counted(takers, "listener")} would get it
        {changed > 0 && <span className="dl-changed"> · {changed} otherwise than then</span>}
      </summary>
      <p className="plain">
        Asked just now, with nothing delivered; it says nothing of what happened then.{" "}
        <button type="button" className="link" onClick={onAsk}>
          Ask again
        </button>
      </p>
      {now.length === 0 && <p className="plain">No listener matches {entry.event.type}.</p>}
      <ul>
        {now.map((row) => (
          <li key={row.listener.id} data-verdict={row.verdict}>
            <span className="dl-mark">{row.verdict === "delivers" ? icons.check : icons.skip}</span>
            <span className="dl-other">
              <bdi>{visibleText(row.listener.name)}</bdi>
            </span>
            <span className="muted">
              {nowText(row)}
              {(created.get(row.listener.id) ?? 0) > entry.recordedAt && "; it subscribed after this event"}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
