import { useEffect } from "react";
import { queuesOf } from "../../model/index.ts";
import { counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";
import { ChosenQueue } from "./queue-chosen.tsx";
import { QueueTable } from "./queue-table.tsx";

/** The queues of the bus: how deep they are, and what they gave up. */
export function QueuesView() {
  const { deck } = usePanel();
  const queues = queuesOf(deck);
  useEffect(() => queues.connect(), [queues]);
  const { loaded, queues: known, chosen, said, mistake } = useStore(queues);
  return (
    <div className="view" role="region" aria-label="Queues">
      <div className="view-bar">
        <span className="muted">{loaded ? counted(known.length, "queue") : "Asking the bus …"}</span>
        <span className="muted" role="status">
          {said}
        </span>
        {mistake !== undefined && (
          <span className="field-issue" role="alert">
            {mistake}
          </span>
        )}
      </div>
      {known.length === 0 ? (
        <div className="empty">
          {loaded && (
            <>
              <strong>No queue is open</strong>
              <p>
                Open one with <code>openQueue(bus, "orders")</code>: it stands here as soon as it is.
              </p>
            </>
          )}
        </div>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
        <div className="queues" tabIndex={0} role="group" aria-label="Queues and dead letters">
          <QueueTable />
          {chosen && <ChosenQueue key={chosen.name} name={chosen.name} />}
        </div>
      )}
    </div>
  );
}
