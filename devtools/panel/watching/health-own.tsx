import { formatBytes, type HealthState } from "../../model/index.ts";
import { count } from "../numbers.ts";

/** What watching costs: time, memory, and what was left out to spare them. */
export function OwnCard({ state: { own, degradation, sites } }: { readonly state: HealthState }) {
  const kept = own.kept.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <section className="card wide" aria-label="This panel's own cost">
      <h3>
        This panel's own cost <span className="muted">measured around its work, in this page</span>
      </h3>
      <div className="big">
        {milliseconds(own.msPerSecond)} <small>per second, {(own.msPerSecond / 10).toFixed(1)} % of the main thread</small>
      </div>
      <p>
        <span className="status" data-status={degradation.step === "none" ? "healthy" : "degraded"}>
          {degradation.step === "none" ? "Nothing is left out" : degradation.step}
        </span>{" "}
        <span className="muted">
          {degradation.why} {degradation.leftOut > 0 ? `${count(degradation.leftOut)} successful deliveries were left out so far.` : ""}
          {degradation.leftThere > 0 ? ` ${count(degradation.leftThere)} records of a flood were only counted; failures came first.` : ""}
        </span>
      </p>
      <div className="own-lists">
        <p>
          <span className="muted">Time:</span>{" "}
          {own.by.length === 0 ? "nothing in the last second" : own.by.map(({ what, ms }) => `${what} ${milliseconds(ms)}`).join(" · ")}
        </p>
        <p>
          <span className="muted">Keeps about {formatBytes(kept)}:</span>{" "}
          {own.kept.map(({ what, bytes }) => `${what} ${formatBytes(bytes)}`).join(" · ") || "nothing"}
        </p>
        <p>
          <span className="muted">Emit sites:</span>{" "}
          {sites === undefined
            ? "not asked yet"
            : sites.recording
              ? `${count(sites.taken)} stacks taken, ${count(sites.skipped)} skipped, ${milliseconds(sites.ms)} in all`
              : "not recorded, no cost"}
        </p>
      </div>
    </section>
  );
}

function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
