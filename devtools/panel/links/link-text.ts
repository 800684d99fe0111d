import { formatMs, type LinkLine, type LinksState } from "../../model/index.ts";
import { count, counted } from "../numbers.ts";

/** How a link is doing. One that was closed is neither well nor ill. */
export function linkStatus({ state, health }: LinkLine): string {
  return state === "closed" ? "closed" : health.status;
}

/** Events per second; what is not known yet is no 0. */
export function rateText(perSecond: number | undefined): string {
  if (perSecond === undefined) return "–";
  return perSecond > 0 && perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond));
}

/** Who is on the far side, in a word. */
export function farSide({ kind, state, peerCount }: LinkLine): string {
  if (state === "closed") return "–";
  if (kind === "engine") return "an engine";
  return peerCount === 0 ? "nobody" : counted(peerCount, "bus", "buses");
}

/** How long word takes to the farthest of those on the far side, and back. */
export function roundTripText({ clocks }: LinkLine): string {
  return clocks.length === 0 ? "–" : formatMs(Math.max(...clocks.map(({ roundTripMs }) => roundTripMs)));
}

/** How a peer's clock stands to this one. */
export function clockText({ aheadMs, withinMs = 0 }: LinkLine["clocks"][number]): string {
  if (aheadMs === undefined) return "does not tell its time";
  if (Math.abs(aheadMs) <= withinMs) return `clock the same within ${formatMs(withinMs)}`;
  return `clock ${formatMs(Math.abs(aheadMs))} ${aheadMs > 0 ? "ahead" : "behind"}, give or take ${formatMs(withinMs)}`;
}

/** How many there are, and how many of them are of no use now. */
export function summaryOf({ loaded, links }: LinksState): string {
  if (!loaded) return "Asking the bus …";
  const open = links.filter(({ state }) => state !== "closed");
  const waiting = open.filter(({ state }) => state !== "connected").length;
  const closed = links.length - open.length;
  return `${counted(open.length, "link")}${waiting > 0 ? `, ${waiting} not connected` : ""}${closed > 0 ? `, and the last ${closed} closed` : ""}`;
}

/** What was lost, refused and dropped on links that are open, in words. */
export function troublesOf({ links }: LinksState): string {
  const open = links.filter(({ state }) => state !== "closed");
  const sum = (of: (stats: LinkLine["stats"]) => number) => open.reduce((total, { stats }) => total + of(stats), 0);
  const [gaps, rejected, dropped] = [sum((stats) => stats.gaps), sum((stats) => stats.rejected), sum((stats) => stats.dropped)];
  const said = [
    gaps > 0 && `${counted(gaps, "event")} lost in gaps`,
    rejected > 0 && `${count(rejected)} rejected`,
    dropped > 0 && `${count(dropped)} dropped`,
  ];
  return said.filter((each) => each !== false).join(", ");
}
