import { useRef } from "react";
import { type DeckModel, type ReplayDeckState, type ReplayScope, type Speed, speeds } from "../../model/index.ts";
import { DeckOptions } from "./deck-options.tsx";
import { icons } from "../icons.tsx";
import { counted } from "../numbers.ts";
import { LaterDeckReload, LaterRunParts } from "../later-views.ts";
import { LookNote } from "./look-note.tsx";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

/** The deck: looks at the past, or runs it again. */
export function ReplayDeck() {
  const { deck } = usePanel();
  const state = useStore(deck.replay);
  const reload = useStore(deck.reload);
  const { total } = useStore(deck.events);
  const refresh = useRef(() => {});
  const ask = () => refresh.current();
  // A deck has nothing to play until there is an event.
  const off = total === 0 && !isActive(state) && state.playhead === undefined;
  return (
    <footer className="replay" data-mode={state.mode} data-on={isActive(state)} aria-label="Deck" role="group">
      <Progress state={state} />
      {reload.status !== "none" && <LaterDeckReload reload={deck.reload} state={reload} />}
      <div className="replay-bar" onPointerEnter={ask} onFocus={ask}>
        <Transport deck={deck} state={state} disabled={off} />
        <Position deck={deck} state={state} />
        <SpeedSelect deck={deck} state={state} />
        <DeckOptions deck={deck} state={state} />
        {state.mode === "run" ? (
          <LaterRunParts deck={deck} state={state} refresh={refresh}>
            <ScopeSelect deck={deck} state={state} />
          </LaterRunParts>
        ) : (
          <>
            <LookNote deck={deck} state={state} />
            <ScopeSelect deck={deck} state={state} />
          </>
        )}
        <Mode deck={deck} state={state} />
      </div>
    </footer>
  );
}

interface PartProps {
  readonly deck: DeckModel;
  readonly state: ReplayDeckState;
}

function isActive({ status }: ReplayDeckState): boolean {
  return status === "playing" || status === "paused";
}

function Transport({ deck: { replay }, state: { status, mode }, disabled }: PartProps & { readonly disabled: boolean }) {
  const playing = status === "playing";
  const look = mode === "look";
  return (
    <div className="transport">
      <DeckButton label="To the first event" icon={icons.rewind} disabled={disabled} onPress={() => replay.toStart()} wide />
      <DeckButton
        label={look ? "Step back (,)" : "Step back, emitting nothing (,)"}
        icon={icons.stepBack}
        disabled={disabled}
        onPress={() => replay.back()}
        wide
      />
      <button
        type="button"
        className="icon-button play"
        disabled={disabled}
        onClick={() => replay.toggle()}
        aria-label={playing ? "Pause" : look ? "Play through time" : "Run again"}
        title={playing ? "Pause (Space)" : look ? "Play through time; no handler runs (Space)" : "Emit it to the handlers again (Space)"}
      >
        {playing ? icons.pause : icons.play}
      </button>
      <DeckButton label={look ? "Step (.)" : "Emit the next event (.)"} icon={icons.step} disabled={disabled} onPress={() => void replay.step()} />
      <DeckButton label={look ? "To live" : "To the last event"} icon={icons.forward} disabled={disabled} onPress={() => replay.toEnd()} wide />
      <DeckButton label="Stop" icon={icons.stop} disabled={status === "idle"} onPress={() => replay.stop()} wide />
    </div>
  );
}

interface DeckButtonProps {
  /** With its key in parentheses. */
  readonly label: string;
  readonly icon: typeof icons.play;
  readonly disabled: boolean;
  readonly onPress: () => void;
  /** Not on a narrow deck. */
  readonly wide?: boolean;
}

function DeckButton({ label, icon, disabled, onPress, wide = false }: DeckButtonProps) {
  const name = label.replace(/ \(.\)$/, "");
  return (
    <button type="button" className={wide ? "icon-button deck-wide" : "icon-button"} disabled={disabled} aria-label={name} title={label} onClick={onPress}>
      {icon}
    </button>
  );
}

/** `#412 / 980`: where the deck stands, and the newest position of all, whatever it goes through. */
function Position({ deck, state }: PartProps) {
  useStore(deck.events);
  const { rows } = deck.replay.playlist();
  const { lastPosition: last } = deck.target.log;
  const shown = state.playhead === undefined ? "live" : `#${state.playhead}`;
  return (
    <span className="replay-position number" title={`${counted(rows.count, "event")} to go through`}>
      <b>{shown}</b> / {last}
    </span>
  );
}

function Progress({ state: { status, emitted, total, mode } }: { readonly state: ReplayDeckState }) {
  if (mode !== "run" || status === "idle" || total === 0) return <div className="replay-progress" />;
  const share = Math.min(1, (emitted % total || (emitted === 0 ? 0 : total)) / total);
  return (
    <div className="replay-progress" role="progressbar" aria-label="Emitted" aria-valuemin={0} aria-valuemax={total} aria-valuenow={Math.round(share * total)}>
      <div className="replay-done" style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}

function SpeedSelect({ deck, state }: PartProps) {
  return (
    <select
      className="deck-select deck-wide"
      aria-label="Speed"
      title="Speed; ×1 is the recorded pace"
      value={String(state.speed)}
      onChange={(event) => deck.replay.set({ speed: speedOf(event.target.value) })}
    >
      {speeds.map((speed) => (
        <option key={speed} value={String(speed)}>
          {speed === "max" ? "no pace" : `×${speed}`}
        </option>
      ))}
    </select>
  );
}

function speedOf(text: string): Speed {
  return speeds.find((speed) => String(speed) === text) ?? 1;
}

const scopes: readonly { readonly scope: ReplayScope; readonly name: string }[] = [
  { scope: "all", name: "everything" },
  { scope: "filter", name: "the filter" },
  { scope: "selection", name: "the selection" },
  { scope: "span", name: "the span" },
];

function ScopeSelect({ deck, state }: PartProps) {
  useStore(deck.events);
  return (
    <select
      className="deck-select deck-wide"
      aria-label="What is played"
      title="Which events the deck goes through; a span is brushed on the strip"
      value={state.scope}
      disabled={state.mode === "run" && isActive(state)}
      onChange={(event) => deck.replay.set({ scope: scopes.find(({ scope }) => scope === event.target.value)?.scope ?? "all" })}
    >
      {scopes.map(({ scope, name }) => (
        <option key={scope} value={scope}>
          {scope === "filter" && deck.replay.sources.filter() === "" ? "no filter" : name}
        </option>
      ))}
    </select>
  );
}

function Mode({ deck: { replay }, state: { mode } }: PartProps) {
  return (
    <div className="deck-mode deck-wide" role="group" aria-label="Mode">
      <button type="button" aria-pressed={mode === "look"} title="Moves the state through time; no handler runs" onClick={() => replay.setMode("look")}>
        Look
      </button>
      <button type="button" aria-pressed={mode === "run"} title="Emits to the handlers again" onClick={() => replay.setMode("run")}>
        Run again
      </button>
    </div>
  );
}
