import { useEffect } from "react";
import type { Lines } from "../../model/list/lines.ts";
import type { StripModel } from "../../model/strip/strip.ts";
import type { VirtualRows } from "../list/virtual-rows.ts";

/** Shows on the strip which events the list has in sight. */
export function useStripWindow(strip: StripModel, lines: Lines, rows: Pick<VirtualRows, "first" | "end" | "pageRows">): void {
  useEffect(() => {
    // Rows drawn ahead of scrolling are not in sight; what is in sight is a page in the middle of them.
    const ahead = Math.max(0, Math.floor((rows.end - rows.first - rows.pageRows) / 2));
    const atEnd = rows.end >= lines.count;
    const first = rows.first === 0 ? 0 : atEnd ? Math.max(rows.first, lines.count - rows.pageRows) : rows.first + ahead;
    const from = firstOf(lines, first);
    const to = lastOf(lines, Math.min(lines.count, first + rows.pageRows) - 1);
    strip.showWindow(from === undefined || to === undefined || to < from ? undefined : { from, to });
  });
}

// The place of an attempt lies between two positions.
function firstOf(lines: Lines, row: number): number | undefined {
  const line = lines.at(row);
  return line && Math.ceil(line.kind === "fold" ? line.fold.first : line.place);
}

function lastOf(lines: Lines, row: number): number | undefined {
  const line = lines.at(row);
  return line && Math.floor(line.kind === "fold" ? line.fold.last : line.place);
}
