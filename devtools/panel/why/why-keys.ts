import type { KeyboardEvent } from "react";
import type { StoryModel, StoryState } from "../../model/index.ts";
import { spanOfSelected } from "./why-bar.tsx";

interface WhyKeys {
  readonly story: StoryModel;
  readonly state: StoryState;
  /** Key of the row that the keys move. */
  readonly cursor: string;
  /** Its place among the rows that are shown. */
  readonly line: number;
  readonly pageRows: number;
  /** Whether single letters do anything. */
  readonly letters: boolean;
  readonly goTo: (line: number) => void;
}

/** The keys of the tree: arrows move, fold and open, `c` goes to the cause, `C` to the first consequence or the next one, `z` zooms to the selection. */
export function whyKeys({ story, state, cursor, line, pageRows, letters, goTo }: WhyKeys): (event: KeyboardEvent) => void {
  const { waterfall, visible, folded, zoom } = state;
  const index = visible[line] ?? -1;
  const row = waterfall.rows[index];
  const opens = row !== undefined && row.end > index + 1;
  const toCause = () => {
    const parent = visible.indexOf(row?.parent ?? -1);
    if (parent >= 0) goTo(parent);
  };
  const toRight = () => {
    if (!opens) return;
    if (folded.has(cursor)) story.fold(cursor, false);
    else goTo(line + 1);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => goTo(line + 1),
    ArrowUp: () => goTo(line - 1),
    PageDown: () => goTo(line + pageRows),
    PageUp: () => goTo(line - pageRows),
    Home: () => goTo(0),
    End: () => goTo(visible.length - 1),
    Enter: () => goTo(line),
    ArrowRight: toRight,
    ArrowLeft: () => (opens && !folded.has(cursor) ? story.fold(cursor, true) : toCause()),
  };
  const letterKeys: Readonly<Record<string, () => void>> = {
    c: toCause,
    C: () => {
      if (opens && folded.has(cursor)) story.fold(cursor, false);
      goTo(line + 1);
    },
    z: () => story.zoom(zoom ? undefined : spanOfSelected(state)),
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key] ?? (letters ? letterKeys[event.key] : undefined);
    if (!act) return;
    event.preventDefault();
    act();
  };
}
