import type { LaterReload, ReloadState } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { counted } from "../numbers.ts";

export interface DeckReloadProps {
  readonly reload: LaterReload;
  readonly state: ReloadState;
}

/** Says how far a reload with a replay is, and that the page stands where it was sent. */
export function DeckReload({ reload, state }: DeckReloadProps) {
  return (
    <div className="replay-note" data-kind={state.status === "failed" ? "failed" : "past"}>
      <span className="replay-text" role="status" title={textOf(state)}>
        {textOf(state)}
      </span>
      <span className="grow" />
      {(state.status === "done" || state.status === "failed") && (
        <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => reload.dismiss()}>
          {icons.close}
        </button>
      )}
    </div>
  );
}

function textOf(state: ReloadState): string {
  switch (state.status) {
    case "none":
      return "";
    case "failed":
      return `Reload and replay did not work: ${state.message}`;
    case "saving":
      return `Keeping the events up to #${state.position} for the reload …`;
    case "waiting":
      return "Reloaded; waiting for the application to be ready …";
    case "playing":
      return `Replaying up to #${state.position} into the fresh page …`;
    case "done":
      return doneText(state);
  }
}

function doneText({ position, emitted, repeated, dropped }: Extract<ReloadState, { readonly status: "done" }>): string {
  return [
    `Reloaded, and replayed to what was #${position}: ${counted(emitted, "event")}`,
    ...(repeated > 0 ? [`${counted(repeated, "event")} that the page emits at its start not a second time`] : []),
    ...(dropped > 0 ? [`the oldest ${counted(dropped, "event")} left out, since a reload carries 4 MB`] : []),
  ].join("; ");
}
