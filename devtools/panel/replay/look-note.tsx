import type { DeckModel, ReplayDeckState } from "../../model/index.ts";

interface LookNoteProps {
  readonly deck: DeckModel;
  readonly state: ReplayDeckState;
}

/** One line of the deck that looks: at what, and the way back. Always there, so that nothing moves when it changes. */
export function LookNote({ deck, state: { playhead, status, stateless, failure } }: LookNoteProps) {
  const past = failure === undefined && playhead !== undefined;
  return (
    <div className="replay-note" data-kind={past ? "past" : failure === undefined ? "plain" : "failed"}>
      {/* What changes with every frame is not read aloud. */}
      <span className="replay-text" role="status" aria-live={status === "playing" ? "off" : "polite"} title={past ? undefined : (failure ?? idleText)}>
        {past ? (
          <>
            Viewing <b>#{playhead}</b>, live continues{stateless && "; this bus has no projection, so there is no state to show"}
          </>
        ) : (
          (failure ?? idleText)
        )}
      </span>
      {past && (
        <button type="button" className="button small" onClick={() => deck.replay.stop()}>
          Back to live
        </button>
      )}
    </div>
  );
}

const idleText = "Look moves the state through time; no handler runs.";
