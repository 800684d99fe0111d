import { useEffect, useMemo, useState, type KeyboardEvent } from "react";
import { type Found, type OutlineModel, searchValue, type SlicedState, type ValueNode, wayTo } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { seldomIcons } from "../seldom-icons.tsx";
import { count } from "../numbers.ts";
import { useSliced } from "./use-sliced.ts";

/** A search inside a payload. */
export interface PayloadSearch {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly state: SlicedState<Found>;
  /** Of the hit that is shown; -1 before the first. */
  readonly at: number;
  readonly step: (by: number) => void;
}

/** Looks for a text in a value while it is typed, and leads the tree from hit to hit. */
export function usePayloadSearch(value: unknown, outline: OutlineModel<ValueNode>): PayloadSearch {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<{ readonly hits: Found["hits"]; readonly at: number }>();
  const work = useMemo(() => (text === "" ? undefined : () => searchValue(value, text)), [value, text]);
  const state = useSliced(work);
  const hits = state.status === "done" ? state.result.hits : undefined;
  // The first, until another one is gone to.
  const at = chosen && chosen.hits === hits ? chosen.at : hits && hits.length > 0 ? 0 : -1;
  useEffect(() => {
    const hit = hits?.[at];
    if (hit) outline.reveal(wayTo(hit));
  }, [hits, at, outline]);
  const step = (by: number) => {
    if (hits && hits.length > 0) setChosen({ hits, at: (at + by + hits.length) % hits.length });
  };
  return { text, setText, state, at, step };
}

/** The box for it. */
export function PayloadSearchBox({ search }: { readonly search: PayloadSearch }) {
  const { text, setText, state, at, step } = search;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape" && text !== "") setText("");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="tree-search" role="search">
      {icons.search}
      <input
        className="tree-search-input"
        type="text"
        aria-label="Search in the payload"
        placeholder="Search in payload"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span className="tree-search-count" role="status">
        {countText(state, at)}
      </span>
      {text !== "" && (
        <>
          <button type="button" className="icon-button" aria-label="Previous hit" title="Previous hit (Shift+Enter)" onClick={() => step(-1)}>
            {seldomIcons.up}
          </button>
          <button type="button" className="icon-button" aria-label="Next hit" title="Next hit (Enter)" onClick={() => step(1)}>
            {icons.down}
          </button>
        </>
      )}
    </div>
  );
}

function countText(state: SlicedState<Found>, at: number): string {
  if (state.status === "working") return "searching …";
  if (state.status !== "done") return "";
  const { hits, more } = state.result;
  if (hits.length === 0) return more ? "none so far" : "no hits";
  return `${count(at + 1)} of ${count(hits.length)}${more ? "+" : ""}`;
}
