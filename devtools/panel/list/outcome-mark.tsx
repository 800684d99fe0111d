import type { ReactNode } from "react";
import type { OutcomeKind } from "../../model/index.ts";
import { icons } from "../icons.tsx";

/** A picture for each way in which an event may end. */
export const outcomeIcons = {
  ok: icons.check,
  failed: icons.cross,
  pending: icons.dots,
  skipped: icons.skip,
  unheard: icons.unheard,
  folded: icons.folded,
  unknown: icons.skip,
} as const;

interface OutcomeMarkProps {
  readonly kind: OutcomeKind;
  readonly text: string;
  readonly label: string;
  /** Stands beside it. */
  readonly children?: ReactNode;
}

/** The cell that says how an event ended, told by sign and text and only then by colour. */
export function OutcomeMark({ kind, text, label, children }: OutcomeMarkProps) {
  return (
    <span className="mark" role="gridcell" data-column="outcome" data-kind={kind} title={label}>
      {outcomeIcons[kind]}
      <span aria-hidden="true">{text}</span>
      <span className="hidden-label">{label}</span>
      {children}
    </span>
  );
}
