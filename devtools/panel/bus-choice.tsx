import type { ChangeEvent } from "react";
import type { PanelModel } from "../model/index.ts";
import { labelOf, placeOf } from "./bus-labels.ts";
import { useStore } from "./use-store.ts";

export interface BusChoiceProps {
  readonly panel: PanelModel;
  /** How they are connected: drawn again when it changes. */
  readonly connections: string;
}

/** Chooses among several buses: those of this page, of other tabs, of files. */
export function BusChoice({ panel }: BusChoiceProps) {
  const { targets, deck } = useStore(panel);
  const onChange = ({ target: { value } }: ChangeEvent<HTMLSelectElement>) => {
    const target = targets.find(({ id }) => id === value);
    if (target) panel.choose(target);
  };
  return (
    <select className="bus-picker" aria-label="Bus" title={deck && placeOf(deck.target)} value={deck?.target.id} onChange={onChange}>
      {groups.map(({ where, label }) => {
        const inGroup = targets.filter((target) => target.where === where);
        return inGroup.length === 0 ? null : (
          <optgroup key={where} label={label}>
            {inGroup.map((target) => (
              <option key={target.id} value={target.id}>
                {labelOf(target)}
              </option>
            ))}
          </optgroup>
        );
      })}
    </select>
  );
}

const groups = [
  { where: "page", label: "This page" },
  { where: "remote", label: "Other tabs and windows" },
  { where: "file", label: "Session files" },
] as const;
