import type { OutcomeKind } from "../model/index.ts";
import { icons } from "./icons.tsx";

const marks = {
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
}

/** The cell that says how an event ended, told by sign and text and only then by colour. */
export function OutcomeMark({ kind, text, label }: OutcomeMarkProps) {
  return (
    <span className="mark" role="gridcell" data-kind={kind} aria-label={label} title={label}>
      {marks[kind]}
      {text}
    </span>
  );
}
