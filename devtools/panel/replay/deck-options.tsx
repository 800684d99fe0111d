import type { DeckModel, ReplayDeckState } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { Menu } from "../menu/menu.tsx";

interface DeckOptionsProps {
  readonly deck: DeckModel;
  readonly state: ReplayDeckState;
}

/** Loop, gaps, and what becomes of consequences. */
export function DeckOptions({ deck, state }: DeckOptionsProps) {
  const { replay } = deck;
  return (
    <>
      <button
        type="button"
        className="icon-button deck-wide"
        aria-pressed={state.loop}
        aria-label="Loop"
        title="Begin again at the end"
        onClick={() => replay.set({ loop: !state.loop })}
      >
        {icons.loop}
      </button>
      <span className="deck-wide">
        <Menu label="How it plays" icon={icons.tune} items={({ playItems }) => playItems(deck, state)} />
      </span>
    </>
  );
}
