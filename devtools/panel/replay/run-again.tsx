import { useEffect, useState } from "react";
import type { HistoryEntry } from "eventdeck";
import { type Audience, audienceText, type DeckModel, runText, visibleText } from "../../model/index.ts";
import { seldomIcons } from "../seldom-icons.tsx";
import { useStore } from "../use-store.ts";

interface RunAgainProps {
  readonly model: DeckModel;
  readonly entry: HistoryEntry;
}

/** Emits the event to its handlers again; says before who will hear it, and after how it went. */
export function RunAgain({ model, entry: { position } }: RunAgainProps) {
  const { again, emissions, muted } = useStore(model.replay);
  const audience = useAudienceOf(model, position, muted);
  const retained = model.target.log.get(position) !== undefined;
  const mine = again?.positions.length === 1 && again.positions[0] === position ? again : undefined;
  const before = !retained ? "Evicted from history, so it cannot run again." : audience ? visibleText(sentence(audienceText(audience, emissions))) : "";
  const note = mine ? (mine.running ? "Running …" : `Ran again: ${runText(mine.report)}.`) : before;
  return (
    <div className="detail-actions">
      <button
        type="button"
        className="button"
        title={`Run again (Shift+Space). ${before}`.trim()}
        disabled={!retained || mine?.running}
        onClick={() => void model.replay.runAgain([position])}
      >
        {seldomIcons.again} <span className="button-text">Run again</span>
      </button>
      <span className="detail-note" role="status" data-kind={mine ? (mine.report.failed > 0 ? "failed" : "replay") : "plain"} title={note}>
        {note}
      </span>
    </div>
  );
}

// Asked anew for each event and each choice of listeners; the dry run of one event costs next to nothing.
function useAudienceOf(model: DeckModel, position: number, muted: readonly string[]): Audience | undefined {
  const [answer, setAnswer] = useState<{ readonly position: number; readonly audience: Audience }>();
  useEffect(() => {
    let wanted = true;
    model.replay.audience([position], muted).then(
      (audience) => wanted && setAnswer({ position, audience }),
      () => wanted && setAnswer(undefined),
    );
    return () => {
      wanted = false;
    };
  }, [model, position, muted]);
  return answer?.position === position ? answer.audience : undefined;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
