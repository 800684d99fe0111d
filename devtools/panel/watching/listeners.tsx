import { useEffect, useImperativeHandle, useRef, useState } from "react";
import { type ListenerGrouping, type ListenersState, listenersOf } from "../../model/index.ts";
import { ComposeButton } from "../compose/compose-button.tsx";
import { ListenerConfirm, type Ending } from "./listeners-confirm.tsx";
import { Leaks } from "./listeners-leaks.tsx";
import { ListenerPlace } from "./listeners-place.tsx";
import { ListenerTable } from "./listeners-table.tsx";
import { TypeLists } from "./listeners-types.tsx";
import { counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

/** Who listens to what: types and their subscriptions, with what leaks, and what nobody hears. */
export function ListenersView() {
  const { deck } = usePanel();
  const listeners = listenersOf(deck);
  useEffect(() => listeners.connect(), [listeners]);
  const state = useStore(listeners);
  const [ending, setEnding] = useState<Ending>();
  return (
    <div className="view" role="region" aria-label="Listeners">
      <ListenerBar state={state} />
      <Leaks leaks={state.leaks} onEnd={setEnding} />
      {ending && <ListenerConfirm key={ending.ids.join()} ending={ending} onDone={() => setEnding(undefined)} />}
      <ListenerTable state={state} onEnd={setEnding} />
      <ListenerPlace state={state} />
      <TypeLists state={state} />
    </div>
  );
}

const groupings: readonly { readonly grouping: ListenerGrouping; readonly name: string }[] = [
  { grouping: "type", name: "By type" },
  { grouping: "listener", name: "By listener" },
  { grouping: "none", name: "Flat" },
];

function ListenerBar({ state }: { readonly state: ListenersState }) {
  const { deck, filter } = usePanel();
  const listeners = listenersOf(deck);
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(filter, () => ({ focus: () => input.current?.focus() }));
  return (
    <div className="view-bar">
      <input
        ref={input}
        className="field-input"
        type="search"
        aria-label="Filter listeners"
        aria-keyshortcuts="/"
        placeholder="Name, selector, type or file"
        value={state.filter}
        spellCheck={false}
        onChange={(event) => listeners.filter(event.target.value)}
      />
      <div className="segments" role="group" aria-label="Group">
        {groupings.map(({ grouping, name }) => (
          <button key={grouping} type="button" className="tab" aria-pressed={state.grouping === grouping} onClick={() => listeners.group(grouping)}>
            {name}
          </button>
        ))}
      </div>
      <span className="muted">{state.loaded ? counted(state.listeners.length, "subscription") : "Asking the bus …"}</span>
      {state.mistake !== undefined && (
        <span className="field-issue" role="alert">
          {state.mistake}
        </span>
      )}
      <span className="grow" />
      <label className="check-line" title="Takes a stack with each new subscription, at most 200 a second">
        <input type="checkbox" checked={state.keepsStacks} onChange={(event) => void listeners.keepStacks(event.target.checked)} /> Record where subscriptions
        are made
      </label>
      <ComposeButton text="Dry run" />
    </div>
  );
}
