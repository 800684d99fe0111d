import type { Audience, DeckModel, ReplayDeckState } from "../../model/index.ts";
import { seldomIcons } from "../seldom-icons.tsx";
import { Menu } from "../menu/menu.tsx";

interface DeckHearersProps {
  readonly deck: DeckModel;
  readonly state: ReplayDeckState;
  readonly audience: Audience | undefined;
}

/** Who hears it, and the choice of it. */
export function DeckHearers({ deck, state, audience }: DeckHearersProps) {
  const { hearers = [] } = audience ?? {};
  const hear = hearers.filter(({ why }) => why === undefined).length;
  return (
    <span className="deck-wide">
      <Menu
        label="Who hears it"
        icon={seldomIcons.ear}
        text={audience ? `${hear} of ${hearers.length}` : "…"}
        className="button deck-hearers"
        items={({ hearerItems }) => hearerItems(deck, state.muted, hearers)}
      />
    </span>
  );
}
