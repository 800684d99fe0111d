import type { Arrival, BusEvent } from "eventdeck";
import { formatMs, formatTime } from "../duration.ts";
import { visibleText } from "../value/visible-text.ts";
import type { Sent, Skew } from "./sent.ts";

/** How a clock stands, in the least room: `+3 s`. Nothing where the two agree as far as can be told. */
export function skewText({ aheadMs, withinMs }: Skew): string {
  if (Math.abs(aheadMs) <= withinMs) return "";
  return `${aheadMs < 0 ? "−" : "+"}${formatMs(Math.abs(aheadMs))}`;
}

/** How a clock stands, in words: `its clock runs 3 s ahead (± 2 ms)`. */
export function clockText({ aheadMs, withinMs }: Skew): string {
  const within = `± ${formatMs(withinMs)}`;
  if (Math.abs(aheadMs) <= withinMs) return `its clock agrees with this one (${within})`;
  return `its clock runs ${formatMs(Math.abs(aheadMs))} ${aheadMs < 0 ? "behind" : "ahead"} (${within})`;
}

/** Where an event came from and how its clock stands, in a few words: `from worker, clock +3 s`. */
export function fromText({ source }: BusEvent, { skew }: Sent): string {
  const clock = skew ? skewText(skew) : "not compared";
  return `from ${visibleText(source)}${clock === "" ? "" : `, clock ${clock}`}`;
}

/** By which clock an event was stamped that came over a link, and what that is by the one here. */
export function sentText({ source, time }: BusEvent, sent: Sent): string {
  const stamped = `Sent ${formatTime(time)} by the clock of ${visibleText(source)}`;
  if (!sent.skew) return `${stamped}, which was not compared with the one here: it stands as it was stamped, and not after it came in`;
  const { aheadMs, withinMs } = sent.skew;
  if (Math.abs(aheadMs) <= withinMs) return `${stamped}, which agrees with the one here (± ${formatMs(withinMs)})`;
  return `${stamped}, which runs ${formatMs(Math.abs(aheadMs))} ${aheadMs < 0 ? "behind" : "ahead"} (± ${formatMs(withinMs)}): ${formatTime(sent.at)} here`;
}

/** How an event came here, and how long it was on its way. */
export function arrivedText({ link, path, at }: Arrival, { at: sentAt, skew }: Sent): string {
  const others = path.length - 1;
  const through = others < 1 ? "" : ` by way of ${others === 1 ? "another bus" : `${others} other buses`}`;
  const when = skew ? `${formatMs(at - sentAt)} later (± ${formatMs(skew.withinMs)})` : `at ${formatTime(at)}`;
  return `Came over ${visibleText(link)}${through} ${when}`;
}
