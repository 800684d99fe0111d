import { useCallback } from "react";
import type { HistoryEntry } from "eventdeck";
import type { DeckModel, Held } from "../../model/index.ts";
import { DiffSwitch } from "./diff-switch.tsx";
import { usePanel } from "../panel-context.ts";
import { PayloadChanges } from "./payload-changes.tsx";
import { PayloadSearchBox, usePayloadSearch } from "./payload-search.tsx";
import { useStore } from "../use-store.ts";
import { useValueActions } from "./use-value-actions.ts";
import { useValueOutline, ValueOutline } from "./value-tree.tsx";

interface PayloadTabProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
  readonly payload: Held<unknown>;
}

/** What an event carried: as it is, or by how it differs from another. */
export function PayloadTab({ deck, entry, payload }: PayloadTabProps) {
  const comparing = useStore(deck.detail.comparing);
  const outline = useValueOutline(payload.value, "payload", deck.target.where === "page");
  return comparing ? <PayloadChanges deck={deck} entry={entry} payload={payload} /> : <PayloadValue deck={deck} payload={payload} outline={outline} />;
}

interface PayloadValueProps {
  readonly deck: DeckModel;
  readonly payload: Held<unknown>;
  readonly outline: ReturnType<typeof useValueOutline>;
}

function PayloadValue({ deck, payload, outline }: PayloadValueProps) {
  const search = usePayloadSearch(payload.value, outline);
  const { panel } = usePanel();
  const compare = useCallback(() => deck.detail.compare(true, "previous"), [deck]);
  const { actions, menu, said } = useValueActions(deck, panel.preferences, compare);
  return (
    <>
      <div className="tab-bar">
        <PayloadSearchBox search={search} />
        <span className="grow" />
        <DiffSwitch deck={deck} />
      </div>
      <ValueOutline outline={outline} label="Payload" wanted={search.text} actions={actions} />
      <div className="hidden-label" role="status">
        {said}
      </div>
      {menu}
    </>
  );
}
