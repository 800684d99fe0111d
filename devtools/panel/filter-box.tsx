import { useState, type KeyboardEvent, type RefObject } from "react";
import type { EventListModel } from "../model/index.ts";
import { FilterMistake } from "./filter-mistake.tsx";
import { icons } from "./icons.tsx";
import { count } from "./numbers.ts";
import { useStore } from "./use-store.ts";

interface FilterBoxProps {
  readonly events: EventListModel;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Called when the box has nothing left to undo or the reader wants to go on to the rows. */
  readonly onLeave: () => void;
}

/** The filter with its count, and its mistakes shown at the character. */
export function FilterBox({ events, input, onLeave }: FilterBoxProps) {
  const { text, error, total, matching, progress } = useStore(events);
  const [focused, setFocused] = useState(false);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && text !== "") events.filter("");
    else if (event.key === "Escape" || event.key === "ArrowDown" || event.key === "Enter") onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="filter">
      <div className="filter-field" data-invalid={error !== undefined}>
        {icons.search}
        <input
          ref={input}
          className="filter-input"
          type="text"
          value={text}
          onChange={(event) => events.filter(event.target.value)}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
          placeholder={focused ? "type:issues.*  -is:failed  payload.label.name:bug  took:>16" : "Filter: words, type:issues.*, is:failed, took:>16"}
          aria-label="Filter events"
          aria-invalid={error !== undefined}
          aria-describedby={error ? "filter-mistake" : "filter-count"}
          aria-keyshortcuts="/"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
        />
        <span id="filter-count" className="filter-count" role="status">
          {text === "" ? count(total) : `${count(matching)} of ${count(total)}`}
        </span>
        {text !== "" && (
          <button
            type="button"
            className="icon-button"
            style={{ width: 22, height: 22 }}
            onClick={() => events.filter("")}
            aria-label="Clear the filter"
            title="Clear the filter (Esc)"
          >
            {icons.close}
          </button>
        )}
      </div>
      {progress < 1 && <div className="filter-progress" style={{ width: `calc(${progress * 100}% - 2px)` }} />}
      {error && <FilterMistake text={text} error={error} />}
    </div>
  );
}
