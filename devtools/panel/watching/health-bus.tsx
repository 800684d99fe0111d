import type { Priority } from "eventdeck";
import { formatBytes, formatMs, type HealthState, healthOf, visibleText } from "../../model/index.ts";
import { measured } from "./health-text.ts";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

interface CardProps {
  readonly state: HealthState;
}

/** The brake: holds the normal and deferred lanes, and lets single events through. */
export function BusCard({ state: { stepped, metrics } }: CardProps) {
  const { deck } = usePanel();
  const { paused, connection } = useStore(deck.target.status);
  const waiting = metrics ? metrics.lanes.normal.depth + metrics.lanes.deferred.depth : 0;
  return (
    <section className="card" aria-label="Bus">
      <h3>Bus</h3>
      <p>
        <span className="status" data-status={connection === "connected" ? (paused ? "degraded" : "healthy") : "unhealthy"}>
          {connection === "connected" ? (paused ? "Paused" : "Running") : connection === "closed" ? "Closed" : "Connection lost"}
        </span>
      </p>
      <p className="muted">
        {paused
          ? `${count(waiting)} events wait in the normal and deferred lanes; immediate events go through.`
          : "Pausing holds the normal and deferred lanes."}
      </p>
      <p className="compose-line">
        <button
          type="button"
          className="button small"
          aria-pressed={paused}
          disabled={connection !== "connected"}
          onClick={() => void healthOf(deck).hold(!paused)}
        >
          {paused ? "Resume" : "Pause the bus"}
        </button>
        <button type="button" className="button small" disabled={!paused} onClick={() => void healthOf(deck).step()}>
          Step
        </button>
        <span className="muted" role="status">
          {paused ? stepped : ""}
        </span>
      </p>
    </section>
  );
}

export function ChecksCard({ state: { report } }: CardProps) {
  return (
    <section className="card" aria-label="Checks">
      <h3>
        Checks{" "}
        {report && (
          <span className="status" data-status={report.status}>
            {report.status}
          </span>
        )}
      </h3>
      <ul className="checks">
        {Object.entries(report?.checks ?? {}).map(([name, { status, detail }]) => (
          <li key={name}>
            <span className="status" data-status={status}>
              {name}
            </span>
            <span className="muted">{detail ?? status}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const reasons = {
  invalid: "Invalid",
  stopped: "Stopped by a middleware",
  expired: "Expired",
  cancelled: "Cancelled",
  conflated: "Conflated",
  overflow: "Lane overflow",
};

export function UndeliveredCard({ state: { metrics } }: CardProps) {
  return (
    <section className="card" aria-label="Undelivered">
      <h3>
        Undelivered <span className="muted">by reason</span>
      </h3>
      <table className="numbers">
        <tbody>
          {Object.entries(reasons).map(([reason, name]) => {
            const number = Object.entries(metrics?.undelivered ?? {}).find(([key]) => key === reason)?.[1];
            return (
              <tr key={reason}>
                <th scope="row">{name}</th>
                <td className={number ? "bad" : undefined}>{number === undefined ? "–" : count(number)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

const lanes: readonly Priority[] = ["immediate", "normal", "deferred"];

export function LanesCard({ state: { metrics } }: CardProps) {
  return (
    <section className="card wide" aria-label="Lanes">
      <h3>Lanes</h3>
      <Scrolling label="Lanes">
        <table className="numbers">
          <thead>
            <tr>
              {["Lane", "Depth", "High water", "Oldest waits", "Waited p50", "p95", "p99", "Longest"].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lanes.map((name) => {
              const lane = metrics?.lanes[name];
              return (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{lane ? count(lane.depth) : "–"}</td>
                  <td>{lane ? count(lane.highWater) : "–"}</td>
                  <td>{lane && lane.depth > 0 ? formatMs(lane.oldestMs) : "–"}</td>
                  <td>{lane ? measured(lane.waitedMs.p50, lane.waitedMs) : "–"}</td>
                  <td>{lane ? measured(lane.waitedMs.p95, lane.waitedMs) : "–"}</td>
                  <td>{lane ? measured(lane.waitedMs.p99, lane.waitedMs) : "–"}</td>
                  <td>{lane ? measured(lane.waitedMs.max, lane.waitedMs) : "–"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolling>
    </section>
  );
}

/** What may be wider than its card, and then scrolls by keyboard too. */
export function Scrolling({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
    <div className="numbers-scroll" tabIndex={0} role="group" aria-label={`${label}, figures`}>
      {children}
    </div>
  );
}

/** History against its bounds. */
export function HistoryCard() {
  const { deck } = usePanel();
  const { log } = deck.target;
  const { limits, size, bytes, evicted } = log;
  return (
    <section className="card half" aria-label="History">
      <h3>History</h3>
      {limits ? (
        <div className="bounds">
          <Bound name="Events" value={count(size)} limit={count(limits.maxEvents)} share={size / limits.maxEvents} />
          <Bound name="Bytes, estimated" value={formatBytes(bytes)} limit={formatBytes(limits.maxBytes)} share={bytes / limits.maxBytes} />
          <span className="muted">
            {count(evicted)} evicted since the bus was made{Number.isFinite(limits.maxAgeMs) ? `; kept for ${formatMs(limits.maxAgeMs)}` : ""}.
          </span>
        </div>
      ) : (
        <p className="muted">This bus keeps no history. Give it `history` to see what happened.</p>
      )}
    </section>
  );
}

function Bound({ name, value, limit, share }: { readonly name: string; readonly value: string; readonly limit: string; readonly share: number }) {
  return (
    <div>
      {name}: <span className="number">{value}</span> <span className="muted">of {limit}</span>
      <div className="bar-line" aria-hidden="true">
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </div>
    </div>
  );
}

/** Failures by listener. */
export function FailingCard({ state: { failing } }: CardProps) {
  return (
    <section className="card half" aria-label="Failures by listener">
      <h3>
        Failures by listener <span className="muted">since the bus was made</span>
      </h3>
      {failing.length === 0 ? (
        <p className="muted">None of the listeners that are subscribed now has failed.</p>
      ) : (
        <table className="numbers">
          <tbody>
            {failing.map(({ id, name, selector, stats }) => (
              <tr key={id}>
                <th scope="row" title={visibleText(selector)}>
                  <bdi>{visibleText(name)}</bdi> <span className="muted mono">{visibleText(selector)}</span>
                </th>
                <td className="bad">{count(stats.failed)}</td>
                <td className="muted">of {count(stats.delivered + stats.failed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
