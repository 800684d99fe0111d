import type { EventListModel, EventListState } from "../model/index.ts";
import { count, counted } from "./numbers.ts";

interface EmptyListProps {
  readonly events: EventListModel;
  readonly state: EventListState;
  readonly source: string;
  readonly listeners: number;
}

/** What the list says when it has no rows, and what to do about it. */
export function EmptyList({ events, state, source, listeners }: EmptyListProps) {
  if (state.total > 0) {
    return (
      <div className="empty">
        <strong>
          {state.progress < 1 ? "Searching" : "0"} of {count(state.total)}
        </strong>
        <p>{state.progress < 1 ? `${Math.round(state.progress * 100)} % looked at` : "No event matches this filter."}</p>
        <button type="button" className="button" onClick={() => events.filter("")}>
          Clear
        </button>
      </div>
    );
  }
  return (
    <div className="empty">
      <strong>
        Attached to {source}, {counted(listeners, "listener")}
      </strong>
      <p>Nothing has been published yet. The first event appears here, with whom it reached and how long that took.</p>
    </div>
  );
}
