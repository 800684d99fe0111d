import { GapError } from "./errors.ts";
import type { Hub } from "./hub.ts";
import type { Report } from "./report.ts";
import type { Gap } from "./transport.ts";

/** Tells of a gap in every way there is. */
export function reportGap(hub: Hub, report: Report, link: string, gap: Gap): void {
  report.trouble("gaps", gap.to - gap.from + 1, new GapError(link, gap));
  const { inspector, clock } = hub.core;
  if (inspector.watched) inspector.add({ kind: "gap", link, ...gap, at: clock.now() });
}
