import { type Audience, audienceText, type DeckModel, type ReplayDeckState } from "../../model/index.ts";
import { count, counted } from "../numbers.ts";

interface ReplayNoteProps {
  readonly deck: DeckModel;
  readonly state: ReplayDeckState;
  readonly audience: Audience | undefined;
}

/** One line of the deck that runs events again: what it would do, where it stands, or how it went. Always there, so that nothing moves when it changes. */
export function ReplayNote({ deck, state, audience }: ReplayNoteProps) {
  const { kind, text } = noteOf(deck, state, audience);
  return (
    <div className="replay-note" data-kind={kind}>
      {/* What changes with every frame is not read aloud. */}
      <span className="replay-text" role="status" aria-live={state.status === "playing" ? "off" : "polite"} title={text}>
        {text}
      </span>
      {state.report.failure && <Failure deck={deck} failure={state.report.failure} />}
    </div>
  );
}

function Failure({ deck, failure }: { readonly deck: DeckModel; readonly failure: { readonly text: string; readonly position: number } }) {
  return (
    <button type="button" className="link cut" title={failure.text} onClick={() => deck.events.open(failure.position)}>
      #{failure.position}: {failure.text}
    </button>
  );
}

interface Note {
  readonly kind: "plain" | "run" | "failed";
  readonly text: string;
}

function noteOf(deck: DeckModel, state: ReplayDeckState, audience: Audience | undefined): Note {
  if (state.failure !== undefined) return { kind: "failed", text: state.failure };
  if (state.status !== "idle") return { kind: state.report.failed > 0 ? "failed" : "run", text: runningText(state) };
  return { kind: "plain", text: beforeText(deck, state, audience) };
}

function beforeText(deck: DeckModel, { scope, emissions }: ReplayDeckState, audience: Audience | undefined): string {
  const { rows } = deck.replay.playlist();
  if (rows.count === 0) return nothingText[scope];
  const most = emissions === "rerun" ? "at most " : "";
  const events = `Run again emits ${most}${counted(rows.count, "event")}`;
  return audience ? `${events}: ${audienceText(audience, emissions)}` : `${events} …`;
}

const nothingText = {
  all: "Nothing is recorded yet.",
  filter: "Nothing matches the filter, so there is nothing to run again.",
  selection: "Select an event to run it again.",
  span: "Brush a span on the strip to run it again.",
} as const;

function runningText({ status, scopeText, emitted, total, report }: ReplayDeckState): string {
  const heads = { playing: "Playing", paused: "Paused in", finished: "Played", stopped: "Stopped in", idle: "" } as const;
  const parts = [
    `${heads[status]} ${scopeText}: ${count(emitted)} of ${counted(total, "event")}`,
    counted(report.delivered, "delivery", "deliveries"),
    `${count(report.failed)} failed`,
    ...(report.suppressed > 0 ? [`${counted(report.suppressed, "consequence")} held back`] : []),
  ];
  return parts.join(" · ");
}
