import { useEffect, useRef } from "react";
import type { Completion } from "../../model/index.ts";

interface FilterCompletionsProps {
  readonly items: readonly Completion[];
  readonly active: number;
  readonly onTake: (item: Completion) => void;
}

/** What the filter can go on with, below it. The focus stays in the text. */
export function FilterCompletions({ items, active, onTake }: FilterCompletionsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div ref={list} id="filter-completions" className="completions" role="listbox" aria-label="Completions" tabIndex={-1}>
      {items.map((item, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are those of the text field, which has the focus
        <div
          key={`${item.insert} ${item.label}`}
          id={`completion-${index}`}
          className="completion"
          role="option"
          aria-selected={index === active}
          // Before the field loses the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onTake(item)}
        >
          <span className="mono cut">{item.label}</span>
          <span className="completion-help cut">{item.help}</span>
        </div>
      ))}
    </div>
  );
}
