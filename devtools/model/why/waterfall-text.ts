import { type RequestStanding, standingOf } from "./causes-request.ts";
import type { Delivery } from "./delivery-log.ts";
import { formatMs } from "../duration.ts";
import { markOf, type OutcomeKind } from "../list/outcome.ts";
import { reasonText } from "../list/undelivered.ts";
import type { WaterfallRow } from "./waterfall.ts";

/** What a row of the story says. */
export interface RowText {
  readonly name: string;
  /** How it went, in a sign; `attempt` for what reached nobody, `missing` for a cause that is not recorded. */
  readonly mark: OutcomeKind | "attempt" | "missing";
  /** How it went, in words. */
  readonly outcome: string;
  readonly request?: RequestStanding;
  /** The bus that it came from, over a link. */
  readonly from?: string;
  /** Beside its bar. */
  readonly length: string;
  /** The same at length: waiting and running apart. */
  readonly times: string;
}

/** The words of a row. @param deliveriesOf - asked for requests only */
export function textOfRow({ node, missingId, time }: WaterfallRow, deliveriesOf: (position: number) => readonly Delivery[]): RowText {
  if (!node || !time) return missing(missingId ?? "");
  const { type: name, entry, attempt } = node;
  const request = standingOf(node, entry && node.reply === undefined ? deliveriesOf(entry.position) : []);
  const words = { name, ...(request && { request }), ...(entry?.arrival && { from: entry.event.source }) };
  if (attempt) {
    const waited = time.end - time.start;
    const outcome = request?.text ?? reasonText(attempt);
    return { ...words, mark: "attempt", outcome, length: "reached nobody", times: waited >= 1 ? `gone after ${formatMs(waited)}` : "reached nobody" };
  }
  if (!entry) return missing("");
  const { kind, label } = markOf(entry);
  const outcome = node.loop ? `${label}; its cause is said to be one of its own consequences` : label;
  return { ...words, mark: kind, outcome, ...timeTexts(entry, time, node.reply?.entry?.recordedAt) };
}

function missing(id: string): RowText {
  return {
    name: "Cause not recorded",
    mark: "missing",
    outcome: `The event ${id} was evicted, was not kept, or belongs to another bus.`,
    length: "",
    times: "not recorded",
  };
}

type Timed = NonNullable<WaterfallRow["node"]>["entry"] & object;

function timeTexts(
  { imported, outcome, arrival }: Timed,
  time: NonNullable<WaterfallRow["time"]>,
  answeredAt: number | undefined,
): Pick<RowText, "length" | "times"> {
  const way = arrival && time.arrivedAt !== undefined ? `${formatMs(time.arrivedAt - time.start)} on the way over ${arrival.link}, ` : "";
  if (imported) return { length: "not recorded", times: `${way}not handled here: its times are not recorded` };
  const waited = `${way}${outcome.waitedMs === undefined ? "wait not measured" : `waited ${formatMs(outcome.waitedMs)}`}`;
  if (time.open) return { length: "running", times: `${waited}, still running` };
  if (outcome.handlers === 0) return { length: "", times: `${waited}, no handler to run` };
  if (!time.measured) return { length: "not measured", times: `${waited}, run time not measured` };
  const ran = `ran ${formatMs(outcome.ranMs ?? 0)}`;
  const answered = answeredAt === undefined ? "" : `, answered after ${formatMs(Math.max(0, answeredAt - time.start))}`;
  return { length: formatMs(time.end - time.start), times: `${waited}, ${ran}${answered}` };
}
