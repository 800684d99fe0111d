import type { ReactNode } from "react";
import type { Readings } from "./readings.ts";

/** The figures that say whether the page keeps up. */
export function Gauges({ readings }: { readonly readings: Readings }) {
  const { fps, longestMs, longTasks, longestTaskMs } = readings.frames;
  return (
    <dl className="gauges" aria-label="Readings">
      <Gauge name="Frames" unit="fps" note="in the last second" metric="fps">
        {fps}
      </Gauge>
      <Gauge name="Longest frame" unit="ms" note="in the last 5 s" metric="longest-frame">
        {Math.round(longestMs)}
      </Gauge>
      <Gauge name="Delivered" unit="/s" note={`${readings.published.toLocaleString("en")} published`} metric="delivered">
        {readings.perSecond.toLocaleString("en")}
      </Gauge>
      <Gauge
        name="Long tasks"
        unit=""
        note={longTasks === 0 ? "over 50 ms, none" : `longest ${Math.round(longestTaskMs)} ms`}
        metric="long-tasks"
        bad={longTasks > 0}
      >
        {longTasks}
      </Gauge>
    </dl>
  );
}

interface GaugeProps {
  readonly name: string;
  readonly unit: string;
  readonly note: string;
  readonly metric: string;
  readonly bad?: boolean;
  readonly children: ReactNode;
}

function Gauge({ name, unit, note, metric, bad, children }: GaugeProps) {
  return (
    <div className="gauge" data-bad={bad}>
      <dt>{name}</dt>
      <dd>
        <span className="gauge-value" data-metric={metric}>
          {children}
        </span>
        <span className="gauge-unit">{unit}</span>
        <span className="gauge-note">{note}</span>
      </dd>
    </div>
  );
}
