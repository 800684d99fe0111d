import { type ReactNode, type RefObject, useEffect } from "react";
import type { DeckModel, ReplayDeckState } from "../../model/index.ts";
import { DeckHearers } from "./deck-hearers.tsx";
import { useAudience } from "./deck-audience.ts";
import { ReplayNote } from "./replay-note.tsx";

export interface RunPartsProps {
  readonly deck: DeckModel;
  readonly state: ReplayDeckState;
  /** Is given what asks anew who would hear it. */
  readonly refresh: RefObject<() => void>;
  /** Stand between the two. */
  readonly children: ReactNode;
}

/** What the deck has beside its buttons while it runs events again: its line, and who hears it. */
export function RunParts({ deck, state, refresh, children }: RunPartsProps) {
  const { audience, refresh: ask } = useAudience(deck, state.status !== "playing" && state.status !== "paused");
  useEffect(() => {
    refresh.current = ask;
  }, [refresh, ask]);
  return (
    <>
      <ReplayNote deck={deck} state={state} audience={audience} />
      {children}
      <DeckHearers deck={deck} state={state} audience={audience} />
    </>
  );
}
