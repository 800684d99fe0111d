import { useLive } from "../live-value.ts";
import type { SelfPlay } from "./self-play.ts";

interface PlayBarProps {
  readonly play: SelfPlay;
  readonly onRestart: () => void;
}

/** Pauses, skips and starts the story. */
export function PlayBar({ play, onRestart }: PlayBarProps) {
  const { status } = useLive(play.state);
  const over = status === "finished" || status === "stopped";
  return (
    <>
      {status === "playing" ? (
        <button type="button" className="action small" onClick={() => play.pause()}>
          Pause
        </button>
      ) : (
        <button type="button" className={status === "idle" ? "action small primary" : "action small"} onClick={() => (over ? onRestart() : play.start())}>
          {over ? "Play again" : status === "idle" ? "Play" : "Continue"}
        </button>
      )}
      <button type="button" className="action small" disabled={over} onClick={() => void play.skip()}>
        Skip
      </button>
    </>
  );
}
