import type { HistoryEntry } from "eventdeck";
import { type Audience, type DeckModel, runText } from "../model/index.ts";
import { icons } from "./icons.tsx";
import { counted } from "./numbers.ts";
import { useStore } from "./use-store.ts";

interface RunAgainProps {
  readonly model: DeckModel;
  readonly entry: HistoryEntry;
}

/** Emits the event to its handlers again; says before who will hear it, and after how it went. */
export function RunAgain({ model, entry }: RunAgainProps) {
  const { again } = useStore(model.replay);
  const { position, event } = entry;
  // Asked anew each time: who listens may have changed, and the dry run of one event costs next to nothing.
  const audience = model.replay.audience([{ event }]);
  const retained = model.bus.history.get(position) !== undefined;
  const mine = again?.position === position ? again : undefined;
  const note = mine
    ? mine.running
      ? "Running …"
      : `Ran again: ${runText(mine.report)}.`
    : retained
      ? audienceText(audience)
      : "Evicted from history, so it cannot run again.";
  return (
    <div className="detail-actions">
      <button type="button" className="button" disabled={!retained || mine?.running} onClick={() => void model.replay.runAgain(position)}>
        {icons.again} Run again
      </button>
      <span className="detail-note" role="status" data-kind={mine ? (mine.report.failed > 0 ? "failed" : "replay") : "plain"}>
        {note}
      </span>
    </div>
  );
}

/** Who would hear it, in a sentence. */
function audienceText({ hear, miss }: Audience): string {
  const heard = hear.length === 0 ? "Nobody will hear it" : `${counted(hear.length, "listener")} will hear it: ${shortList(hear)}`;
  const missed = miss.map(({ name, why }) => `${name} will not, ${why}`);
  return `${[heard, ...missed].join("; ")}.`;
}

function shortList(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
}
