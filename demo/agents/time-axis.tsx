import { useState } from "react";
import type { Bus } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { useTimeTravel } from "./hooks.ts";
import { inSeconds } from "./in-seconds.ts";
import type { PlanView } from "./plan-view.ts";
import { tickMs } from "./time-span.ts";

interface TimeAxisProps {
  readonly bus: Bus;
  readonly plan: PlanView;
  readonly shownMs: number;
  readonly elapsedMs: number;
  readonly spanMs: number;
}

/** The seconds below the bars. Dragging along them takes everything on the page back to that moment. */
export function TimeAxis({ bus, plan, shownMs, elapsedMs, spanMs }: TimeAxisProps) {
  const { position, live } = useTimeTravel();
  const past = position !== "live";
  // The thumb stays where it was put, which is mostly between two events.
  const [put, setPut] = useState({ ms: 0, position: -1 });
  const valueMs = put.position === position ? put.ms : shownMs;
  const seek = (ms: number) => {
    if (ms >= elapsedMs) return live();
    const found = positionAt(bus, plan.startedAt + ms);
    setPut({ ms, position: found });
    timeTravel(bus).seek(found);
  };
  return (
    <div className="time-axis" data-past={past}>
      <div className="ticks" aria-hidden="true">
        {Array.from({ length: Math.floor(spanMs / tickMs) + 1 }, (_, index) => (
          <span key={index} style={{ "--at": (index * tickMs) / spanMs }}>
            {(index * tickMs) / 1_000}
            {index === 0 && " s"}
          </span>
        ))}
      </div>
      <input
        type="range"
        className="moment"
        min={0}
        max={spanMs}
        step={100}
        value={valueMs}
        disabled={elapsedMs === 0}
        aria-label="Moment"
        aria-valuetext={`${inSeconds(valueMs)} of ${inSeconds(elapsedMs)}`}
        onChange={(event) => seek(Number(event.target.value))}
      />
      <div className="moment-side">
        {past ? (
          <>
            <button type="button" className="action small" onClick={live}>
              Back to live
            </button>
            at {inSeconds(valueMs)}
          </>
        ) : (
          elapsedMs > 0 && "Drag to look back"
        )}
      </div>
    </div>
  );
}

/** Of the last event at that time. */
function positionAt({ history }: Bus, time: number): number {
  let position = history.lastPosition;
  while (position > history.firstPosition && (history.get(position)?.recordedAt ?? 0) > time) position -= 1;
  return position;
}
