import type { HistoryEntry } from "eventdeck";
import type { DeckModel, PayloadState } from "../../model/index.ts";
import { openCompose } from "../compose/compose-ask.ts";
import { CopyMenu } from "./copy-menu.tsx";
import { EmitSite } from "./emit-site.tsx";
import { seldomIcons } from "../seldom-icons.tsx";
import { usePanel } from "../panel-context.ts";
import { RunAgain } from "../replay/run-again.tsx";
import { useStore } from "../use-store.ts";

interface DetailActionsProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
  readonly payload: PayloadState;
}

/** What can be done with an event. */
export function DetailActions({ deck, entry, payload }: DetailActionsProps) {
  const { position } = entry;
  const place = usePanel();
  return (
    <div className="detail-row" role="group" aria-label="What can be done with the event">
      <RunAgain model={deck} entry={entry} />
      <button type="button" className="button" title="Write a new event from this one (e)" onClick={() => void openCompose(place, position)}>
        {seldomIcons.edit} <span className="button-text">Edit &amp; emit</span>
      </button>
      <PinButton deck={deck} position={position} />
      <CopyMenu deck={deck} entry={entry} payload={payload} />
      <EmitSite deck={deck} position={position} />
    </div>
  );
}

function PinButton({ deck, position }: { readonly deck: DeckModel; readonly position: number }) {
  const pins = useStore(deck.events.pins);
  const pinned = pins.some((pin) => pin.position === position);
  return (
    <button
      type="button"
      className="button"
      aria-pressed={pinned}
      title={pinned ? "Let go of it (p)" : "Keep it at hand, to compare others with it (p)"}
      onClick={() => deck.events.togglePin(position)}
    >
      {seldomIcons.pin} <span className="button-text">{pinned ? "Pinned" : "Pin"}</span>
    </button>
  );
}
