import { useRef } from "react";
import { type TextLines, visibleText } from "../../model/index.ts";
import { useFixedRows } from "../fixed-rows.ts";

const rowHeight = 18;
const mostRows = 24;

/** A long text, of which only the lines in sight exist. */
export function TextLinesView({ label, lines }: { readonly label: string; readonly lines: TextLines }) {
  const viewport = useRef<HTMLElement>(null);
  const rows = useFixedRows(viewport, lines.count, rowHeight, 0);
  const drawn = Array.from({ length: Math.max(0, rows.end - rows.first) }, (_, offset) => rows.first + offset);
  return (
    <section
      ref={viewport}
      className="text-lines"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      style={{ height: Math.min(lines.count, mostRows) * rowHeight + 14 }}
      onScroll={rows.onScroll}
    >
      <div className="text-content" style={{ height: rows.contentHeight }}>
        <pre className="text-window" style={{ transform: `translateY(${rows.offset}px)` }}>
          {drawn.map((line) => (
            <div key={line} className="text-line" style={{ height: rowHeight }}>
              {visibleText(lines.at(line))}
            </div>
          ))}
        </pre>
      </div>
    </section>
  );
}
