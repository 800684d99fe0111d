import type { LaneReading } from "./readings.ts";

// A logarithmic scale: the difference between 1 and 100 waiting matters, that between 50,000 and 50,100 does not.
const fullAt = Math.log10(100_001);

/** What waits in each lane, and how long it did. */
export function LaneMeters({ lanes }: { readonly lanes: readonly LaneReading[] }) {
  return (
    <section className="panel" aria-label="Lanes">
      <h2>Lanes</h2>
      <ul className="lanes">
        {lanes.map(({ priority, depth, waitedP99Ms, perSecond }) => (
          <li key={priority} data-lane={priority}>
            <span className="lane-name">{priority}</span>
            <span className="lane-bar" role="img" aria-label={`${depth} waiting`}>
              <span style={{ width: `${(Math.log10(depth + 1) / fullAt) * 100}%` }} />
            </span>
            <span className="figure">{depth.toLocaleString("en")} waiting</span>
            <span className="figure">{perSecond.toLocaleString("en")} /s</span>
            <span className="figure">{waitedP99Ms < 0.1 ? "0" : waitedP99Ms.toFixed(1)} ms p99</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
