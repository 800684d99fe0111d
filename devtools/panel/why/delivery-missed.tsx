import type { HistoryEntry } from "eventdeck";
import { type Asked, missesOf, visibleText } from "../../model/index.ts";
import { counted } from "../numbers.ts";

interface DeliveriesMissedProps {
  readonly entry: HistoryEntry;
  readonly asked: Asked;
}

/** More are not read by anybody. */
const most = 200;

/** Who listens to something else, the nearest first: a misspelt type is seen at once. */
export function DeliveriesMissed({ entry, asked }: DeliveriesMissedProps) {
  const matching = new Set(asked.explanations.map(({ listener }) => listener.id));
  const then = asked.listeners.filter(({ createdAt }) => createdAt <= entry.recordedAt);
  const misses = missesOf(entry.event, then, matching);
  const newer = asked.listeners.length - then.length;
  if (misses.length === 0) return null;
  return (
    <details className="dl-fold">
      <summary>
        {counted(misses.length, "listener")} did not match
        {newer > 0 && <span className="muted">; {newer} subscribed later</span>}
      </summary>
      <ul>
        {misses.slice(0, most).map(({ listener, why }) => (
          <li key={listener.id}>
            <span className="dl-other">
              <bdi>{visibleText(listener.name)}</bdi>
            </span>
            <span className="mono muted">{visibleText(why)}</span>
          </li>
        ))}
        {misses.length > most && <li className="muted">and {counted(misses.length - most, "more", "more")}, less near</li>}
      </ul>
    </details>
  );
}
