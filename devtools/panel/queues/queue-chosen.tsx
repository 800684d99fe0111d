import { useState } from "react";
import { queuesOf, visibleText } from "../../model/index.ts";
import { count, counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";
import { DeadLettersView } from "./letters.tsx";
import { Confirm } from "../confirm.tsx";
import { QueueDepth } from "./queue-depth.tsx";

/** The queue that is looked at: what can be done with it, its depth, and its dead letters. */
export function ChosenQueue({ name }: { readonly name: string }) {
  const { deck } = usePanel();
  const queues = queuesOf(deck);
  const info = useStore(queues).queues.find((each) => each.name === name);
  const [purging, setPurging] = useState<number>();
  if (!info) return null;
  const shown = visibleText(name);
  const waiting = info.ready + info.delayed;
  return (
    <section className="queue" aria-label={`Queue ${shown}`}>
      <div className="compose-line">
        <h3>
          <bdi>{shown}</bdi>
        </h3>
        <span className="status" data-status={info.paused ? "degraded" : "healthy"}>
          {info.paused ? "Paused" : "Running"}
        </span>
        <span className="muted mono cut">{info.bindings.length === 0 ? "bound to nothing" : visibleText(info.bindings.join(", "))}</span>
        <span className="grow" />
        <button type="button" className="button small" aria-pressed={info.paused} onClick={() => void queues.hold(name, !info.paused)}>
          {info.paused ? "Resume" : "Pause"}
        </button>
        <button type="button" className="button small" aria-disabled={waiting === 0} onClick={() => waiting > 0 && setPurging(waiting)}>
          Purge …
        </button>
      </div>
      {purging !== undefined && (
        <Confirm
          label={`Purge ${shown}?`}
          yes="Remove"
          onDone={(yes) => {
            setPurging(undefined);
            if (yes) void queues.purge(name);
          }}
        >
          Remove what waits in <strong>{shown}</strong>, {counted(purging, "event")} at this moment? It is gone for good. What is being handled
          {info.unacked > 0 ? ` (${count(info.unacked)})` : ""} and the dead letters stay.
        </Confirm>
      )}
      <QueueDepth name={name} />
      <DeadLettersView queue={name} />
    </section>
  );
}
