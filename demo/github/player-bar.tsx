import { useLive } from "../live-value.ts";
import type { WebhookScenario } from "./scenario.ts";

const speeds = [1, 4, 16];

/** Starts, pauses and speeds up the day. */
export function PlayerBar({ scenario }: { readonly scenario: WebhookScenario }) {
  const { player } = scenario;
  const { status, published, speed } = useLive(player.state);
  const playing = status === "playing";
  const finished = status === "finished";
  const loading = status === "loading";
  return (
    <section className="player" aria-label="Player">
      <button
        type="button"
        className="action primary"
        disabled={loading}
        onClick={() => (playing ? player.pause() : finished ? scenario.restart() : player.start())}
      >
        {playing ? "Pause" : finished ? "Start over" : status === "paused" ? "Continue" : "Start"}
      </button>
      <button type="button" className="action" disabled={published === 0 || finished} onClick={() => scenario.restart()}>
        Restart
      </button>
      <button type="button" className="action" disabled={finished || loading} onClick={() => player.publishAll()}>
        Publish all
      </button>
      <label className="choice">
        Speed
        <select value={speed} onChange={(event) => player.setSpeed(Number(event.target.value))}>
          {speeds.map((value) => (
            <option key={value} value={value}>
              {value}×
            </option>
          ))}
        </select>
      </label>
      <div className="progress">
        <progress max={player.total} value={published} aria-label="Published webhooks" />
        <span className="figure">
          {published} of {player.total}
        </span>
      </div>
    </section>
  );
}
