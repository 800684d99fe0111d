import { Fragment } from "react";
import type { Target } from "../../target/index.ts";
import { type DeliveryRow, deliveryText, formatMs, visibleText, wasCalled } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { ErrorView } from "./stack-view.tsx";

const marks: Readonly<Record<DeliveryRow["kind"], (typeof icons)[keyof typeof icons]>> = {
  delivered: icons.check,
  failed: icons.cross,
  cancelled: icons.stop,
  skipped: icons.skip,
  filtered: icons.skip,
  "wrong-priority": icons.skip,
  "ignores-replays": icons.skip,
  running: icons.dots,
  unknown: icons.unheard,
};

interface DeliveriesTableProps {
  readonly target: Target;
  readonly rows: readonly DeliveryRow[];
}

/** A line for each listener that was asked, with how long it waited and ran. */
export function DeliveriesTable({ target, rows }: DeliveriesTableProps) {
  const longest = Math.max(0, ...rows.map(({ waitedMs = 0, ranMs = 0 }) => waitedMs + ranMs));
  return (
    <table className="dl">
      <thead>
        <tr>
          <th scope="col">Listener</th>
          <th scope="col" className="dl-bar-head">
            <span className="hidden-label">Waited, then ran</span>
          </th>
          <th scope="col" className="dl-number">
            Waited
          </th>
          <th scope="col" className="dl-number">
            Ran
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.key}>
            <DeliveryLine row={row} longest={longest} />
            {row.kind === "failed" && (
              <tr className="dl-detail">
                <td colSpan={4}>
                  <ErrorView target={target} error={row.error} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function DeliveryLine({ row, longest }: { readonly row: DeliveryRow; readonly longest: number }) {
  const called = wasCalled(row);
  return (
    <tr className="dl-row" data-kind={row.kind}>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- its label is the name inside */}
      <th scope="row">
        <span className="dl-name">
          <span className="dl-mark">{marks[row.kind]}</span>
          <span>
            <bdi>{visibleText(row.name)}</bdi>
            {row.kind !== "delivered" && <span className="dl-text">{row.kind === "failed" ? "failed" : deliveryText(row)}</span>}
            {row.kind === "delivered" && <span className="hidden-label">: delivered</span>}
          </span>
        </span>
      </th>
      <td className="dl-bar-cell">{called && longest > 0 && <Bar row={row} longest={longest} />}</td>
      <td className="dl-number number" title={queueText(row)}>
        {called ? time(row.waitedMs) : <span className="muted">not called</span>}
      </td>
      <td className="dl-number number">{called && (row.kind === "running" ? "running" : time(row.ranMs))}</td>
    </tr>
  );
}

function Bar({ row: { waitedMs = 0, ranMs = 0 }, longest }: { readonly row: DeliveryRow; readonly longest: number }) {
  return (
    <span className="dl-bar" aria-hidden="true">
      <span className="dl-wait" style={{ width: `${(waitedMs / longest) * 100}%` }} />
      <span className="dl-run" style={{ width: `${(ranMs / longest) * 100}%` }} />
    </span>
  );
}

function time(ms: number | undefined) {
  return ms === undefined ? <span className="dl-unknown">not recorded</span> : formatMs(ms);
}

function queueText({ queuedMs }: DeliveryRow): string | undefined {
  return queuedMs === undefined ? undefined : `${formatMs(queuedMs)} of it behind other handlers of this event, or in its own queue`;
}
