import { createContext, useContext, type RefObject } from "react";
import type { DeckModel, PanelModel } from "../model/index.ts";
import type { FilterHandle } from "./list/filter-handle.ts";

/** What every view of the panel may ask for. */
export interface PanelPlace {
  readonly panel: PanelModel;
  /** Of the chosen bus. */
  readonly deck: DeckModel;
  /** Moves the focus to the rows, where keys go on. */
  readonly focusList: () => void;
  /** Of the view that is shown, for as long as it has one. */
  readonly filter: RefObject<FilterHandle | null>;
}

export const PanelContext = createContext<PanelPlace | undefined>(undefined);

/** The panel around a view. @throws Error outside of one */
export function usePanel(): PanelPlace {
  const place = useContext(PanelContext);
  if (!place) throw new Error("This view stands outside of a panel: render it inside <Panel>.");
  return place;
}
