import { type ComposeOutcome, type ComposeState, type DeckModel, errorText, type Explanation, formatMs, verdictOf, composeOf } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";

/** Who would get it, the button, and how it went. */
export function ComposeFoot({ state }: { readonly state: ComposeState }) {
  const { deck } = usePanel();
  const { issues, emitting, outcome } = state;
  return (
    <footer className="compose-foot">
      <ComposeAudience state={state} />
      <div className="compose-line">
        <button type="button" className="button primary" disabled={emitting} onClick={() => void composeOf(deck).emit()} title="Emit (Ctrl+Enter)">
          {icons.play} {emitting ? "Emitting …" : "Emit"}
        </button>
        <span className="compose-count" data-bad={issues.length > 0} role="status">
          {issues.length > 0 ? counted(issues.length, "issue") : ""}
        </span>
        <span className="grow" />
        <kbd>Ctrl Enter</kbd>
      </div>
      <div role="status">{outcome && <Outcome outcome={outcome} />}</div>
    </footer>
  );
}

function ComposeAudience({ state: { audience, draft, issues } }: { readonly state: ComposeState }) {
  if (draft.type === "") return <p className="compose-audience muted">Choose a type to see who would get it.</p>;
  if (!audience)
    return <p className="compose-audience muted">{issues.length > 0 ? "Who would get it is known once the payload is valid." : "Asking who would get it …"}</p>;
  const hear = audience.filter(({ verdict }) => verdict === "delivers");
  const miss = audience.filter(({ verdict }) => verdict !== "delivers");
  return (
    <div className="compose-audience">
      {hear.length === 0 ? (
        <p className="compose-warning">Nobody listens: it would reach no one.</p>
      ) : (
        <p>
          Would reach {counted(hear.length, "listener")}: <span className="mono">{names(hear)}</span>
        </p>
      )}
      {miss.length > 0 && (
        <p className="muted">
          {miss.slice(0, 3).map(missText).join("; ")}
          {miss.length > 3 ? `; and ${miss.length - 3} more not` : ""}.
        </p>
      )}
    </div>
  );
}

function names(hear: readonly Explanation[]): string {
  const shown = hear.slice(0, 4).map(({ listener }) => listener.name);
  return hear.length > 4 ? `${shown.join(", ")} and ${hear.length - 4} more` : shown.join(", ");
}

const reasons: Readonly<Record<Explanation["verdict"], string>> = {
  delivers: "",
  filtered: "its filter says no",
  "wrong-priority": "it listens to other priorities",
  "ignores-replays": "it hears no replays",
  skipped: "it is skipped",
};

function missText({ listener, verdict, by }: Explanation): string {
  return `${listener.name} would not: ${reasons[verdict]}${by === undefined ? "" : ` (${by})`}`;
}

function Outcome({ outcome }: { readonly outcome: ComposeOutcome }) {
  const { deck, panel } = usePanel();
  if (outcome.kind === "refused") {
    return (
      <p className="compose-outcome" data-kind="failed">
        Not emitted. {outcome.message}
      </p>
    );
  }
  const { id } = outcome;
  const failed = outcome.kind === "recorded" && outcome.entry.outcome.failed > 0;
  return (
    <p className="compose-outcome" data-kind={failed ? "failed" : "ok"}>
      {outcome.kind === "accepted"
        ? `Emitted${outcome.delayMs === undefined ? "; it waits for its turn" : `; it waits ${formatMs(outcome.delayMs)}`}.`
        : `Emitted. ${resultText(outcome, deck)}`}{" "}
      <button type="button" className="link" onClick={() => void panel.show(outcome.kind === "recorded" ? { position: outcome.entry.position } : { id })}>
        {outcome.kind === "recorded" ? `Show #${outcome.entry.position}` : "Show it"}
      </button>
    </p>
  );
}

function resultText({ entry, failures }: Extract<ComposeOutcome, { readonly kind: "recorded" }>, deck: DeckModel): string {
  const deliveries = deck.deliveries.of(entry.position);
  // While the panel does not record, the drawer has watched by itself.
  const told = deliveries.length > 0 ? [] : failures.map(({ listener, error }) => `${listener} failed: ${errorText(error)}.`);
  return [verdictOf(entry, deliveries), ...told].join(" ");
}
