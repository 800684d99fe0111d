import type { DeckModel, ReplayDeckState, Speed } from "../model/index.ts";
import { icons } from "./icons.tsx";
import { ReplayNote } from "./replay-note.tsx";
import { count } from "./numbers.ts";
import { useStore } from "./use-store.ts";

const speeds: readonly Speed[] = [0.5, 1, 2, 4, "max"];

/** Plays what the list shows back to the handlers. */
export function ReplayDeck({ model }: { readonly model: DeckModel }) {
  const state = useStore(model.replay);
  const { text, error, matching } = useStore(model.events);
  const scope = error ? "" : text;
  const active = state.status === "playing" || state.status === "paused";
  const empty = !active && matching === 0;
  return (
    <footer className="replay" data-on={active} aria-label="Replay" role="group">
      <Transport model={model} state={state} scope={scope} disabled={empty} />
      <Scrubber model={model} state={state} scope={scope} disabled={empty} />
      <span className="replay-position muted">{state.status === "idle" ? "" : `${count(state.emitted)} / ${count(state.total)}`}</span>
      <label className="hidden-label" htmlFor="replay-speed">
        Speed
      </label>
      <select id="replay-speed" className="speed" value={String(state.speed)} onChange={(event) => model.replay.setSpeed(toSpeed(event.target.value))}>
        {speeds.map((speed) => (
          <option key={speed} value={String(speed)}>
            {speed === "max" ? "max" : `${speed}×`}
          </option>
        ))}
      </select>
      <button type="button" className="icon-button" aria-pressed={state.loop} aria-label="Loop" title="Loop" onClick={() => model.replay.setLoop(!state.loop)}>
        {icons.loop}
      </button>
      <ReplayNote model={model} state={state} />
    </footer>
  );
}

interface TransportProps {
  readonly model: DeckModel;
  readonly state: ReplayDeckState;
  readonly scope: string;
  readonly disabled: boolean;
}

function Transport({ model: { replay }, state: { status }, scope, disabled }: TransportProps) {
  const playing = status === "playing";
  return (
    <div className="transport">
      <button
        type="button"
        className="icon-button"
        disabled={disabled}
        onClick={() => replay.rewind(scope)}
        aria-label="Back to the start"
        title="Back to the start"
      >
        {icons.rewind}
      </button>
      <button
        type="button"
        className="icon-button play"
        disabled={disabled}
        onClick={() => (playing ? replay.pause() : replay.play(scope))}
        aria-label={playing ? "Pause replay" : "Replay"}
        title={playing ? "Pause" : "Replay to the handlers"}
      >
        {playing ? icons.pause : icons.play}
      </button>
      <button type="button" className="icon-button" disabled={disabled} onClick={() => void replay.step(scope)} aria-label="Step" title="Emit the next event">
        {icons.step}
      </button>
      <button type="button" className="icon-button" disabled={status === "idle"} onClick={() => replay.stop()} aria-label="Stop replay" title="Stop">
        {icons.stop}
      </button>
    </div>
  );
}

function Scrubber({ model, state, scope, disabled }: TransportProps) {
  const { firstPosition, lastPosition } = model.bus.history;
  const position = state.status === "idle" ? firstPosition : state.position;
  return (
    <input
      className="scrubber"
      type="range"
      min={firstPosition}
      max={Math.max(firstPosition, lastPosition)}
      value={position}
      disabled={disabled}
      onChange={(event) => model.replay.seek(Number(event.target.value), scope)}
      aria-label="Replay position"
      aria-valuetext={`event ${position} of ${lastPosition}`}
    />
  );
}

function toSpeed(text: string): Speed {
  return text === "max" ? "max" : Number(text);
}
