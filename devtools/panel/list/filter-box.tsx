import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { laterMistake } from "../../model/later.ts";
import { type Completion, rememberFilter } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { laterCompletions } from "./later-completions.ts";
import { LaterFilterMistake } from "../later-views.ts";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { SavedFilters } from "./saved-filters.tsx";
import { useStore } from "../use-store.ts";
import { useVocabulary } from "./use-vocabulary.ts";

interface FilterBoxProps {
  readonly input: RefObject<HTMLInputElement | null>;
  /** Called when the reader wants to go on to the rows. */
  readonly onLeave: () => void;
}

/** The filter with its count, what it can go on with, and its mistakes shown at the character. */
export function FilterBox({ input, onLeave }: FilterBoxProps) {
  const { panel, deck } = usePanel();
  const { events } = deck;
  const { text, error, total, matching, progress, query } = useStore(events);
  const { vocabulary, ask: askForWords } = useVocabulary();
  const completions = useStore(laterCompletions);
  const completing = completions.status === "ready" ? completions.value : undefined;
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const placed = useRef<number>(undefined);
  const [active, setActive] = useState(-1);
  const [focused, setFocused] = useState(false);
  const offered = open ? completing?.completionsAt(text, Math.min(caret, text.length), vocabulary) : undefined;
  const items = offered?.items ?? [];
  const counts = query === "" && matching === total ? count(total) : `${count(matching)} of ${count(total)}`;
  const said = useSaid(query, progress === 1, counts);
  const ask = () => {
    askForWords();
    void laterCompletions.load().then(() => {
      const { state } = laterCompletions;
      if (state.status === "failed") panel.notify(laterMistake("What completes a filter", state.error));
    });
  };
  const write = (next: string, at: number) => {
    events.filter(next);
    setCaret(at);
    setActive(-1);
  };
  const take = (item: Completion) => {
    if (!offered || !completing) return;
    const next = completing.complete(text, offered, item);
    write(next.text, next.caret);
    ask();
    placed.current = next.caret;
  };
  // With the text, not after it: whoever types on has the caret where it belongs.
  useLayoutEffect(() => {
    const at = placed.current;
    placed.current = undefined;
    if (at !== undefined) input.current?.setSelectionRange(at, at);
  });
  const leave = () => {
    setOpen(false);
    if (!error) rememberFilter(panel.preferences, text);
    onLeave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = items[active];
    const move = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (move !== 0 && items.length > 0) setActive((active + move + (active < 0 && move < 0 ? 1 : 0) + items.length) % items.length);
    else if (event.key === "ArrowDown" && !open) setOpen(true);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
    else if (event.key === "Escape" && open && items.length > 0) setOpen(false);
    else if (event.key === "Escape" && text !== "") write("", 0);
    else if (event.key === "Escape" || event.key === "Enter" || event.key === "ArrowDown") leave();
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
          role="combobox"
          value={text}
          onChange={(event) => {
            write(event.target.value, event.target.selectionStart ?? event.target.value.length);
            setOpen(true);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKeyDown}
          onClick={() => setOpen(true)}
          onFocus={() => {
            setFocused(true);
            ask();
          }}
          onBlur={() => {
            setFocused(false);
            setOpen(false);
            if (!error) rememberFilter(panel.preferences, text);
          }}
          placeholder={focused ? "type:issues.*  -is:failed  payload.label.name:bug  took:>16" : "Filter: words, type:issues.*, is:failed, took:>16"}
          aria-label="Filter events"
          aria-invalid={error !== undefined}
          aria-describedby={error ? "filter-mistake" : "filter-count"}
          aria-keyshortcuts="/"
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls="filter-completions"
          aria-activedescendant={items[active] ? `completion-${active}` : undefined}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
        />
        <span id="filter-count" className="filter-count">
          {counts}
        </span>
        <span className="hidden-label" role="status">
          {said}
        </span>
        {text !== "" && (
          <button type="button" className="icon-button filter-clear" onClick={() => write("", 0)} aria-label="Clear the filter" title="Clear the filter (Esc)">
            {icons.close}
          </button>
        )}
        <SavedFilters />
      </div>
      {progress < 1 && <div className="filter-progress" style={{ width: `calc(${progress * 100}% - 2px)` }} />}
      {completing && items.length > 0 ? (
        <completing.FilterCompletions items={items} active={active} onTake={take} />
      ) : (
        error && <LaterFilterMistake text={text} error={error} />
      )}
    </div>
  );
}

/** What is read aloud of the counts: once for each filter, when all has been looked at. They change with every event, which nobody could listen to. */
function useSaid(query: string, done: boolean, counts: string): string {
  const [said, setSaid] = useState({ query: "", counts: "" });
  if (done && said.query !== query) setSaid({ query, counts });
  return said.counts;
}
