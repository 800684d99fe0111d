import { useEffect, useMemo, useState } from "react";
import type { HistoryEntry } from "eventdeck";
import type { StateChange } from "../../target/index.ts";
import { type DeckModel, errorText, sortChanges } from "../../model/index.ts";
import { counted } from "../numbers.ts";
import { StateDiff } from "./state-diff.tsx";
import { useStore } from "../use-store.ts";

export interface StateTabProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
}

/** What the event changed in each projection, and the way to look at everything as it was then. */
export function StateTab({ deck, entry }: StateTabProps) {
  const { changes, failure } = useChanges(deck, entry.position);
  if (failure !== undefined) return <p className="plain">What it changed could not be asked for: {failure}</p>;
  if (!changes) return <p className="plain">Asking the projections …</p>;
  if (changes.length === 0) {
    return (
      <p className="plain">
        This bus has no projections. State that is made with createProjection() shows here what each event changed in it, and can be moved through time.
      </p>
    );
  }
  return (
    <div className="states">
      <LookHere deck={deck} entry={entry} />
      <Changes key={entry.position} changes={changes} />
    </div>
  );
}

function Changes({ changes }: { readonly changes: readonly StateChange[] }) {
  const { changed, unchanged, unknown } = useMemo(() => sortChanges(changes), [changes]);
  return (
    <>
      {changed.length === 0 && unknown.length === 0 && <p className="plain">It changed nothing in any of {counted(unchanged.length, "projection")}.</p>}
      {changed.map((change) => (
        <StateDiff key={change.name} change={change} />
      ))}
      {unknown.map(({ name, unknown: why }) => (
        <section className="state-one" key={name} aria-label={name}>
          <h3>
            <bdi>{name}</bdi> <span>no longer known</span>
          </h3>
          <p className="plain">{why}</p>
        </section>
      ))}
      {unchanged.length > 0 && (
        <details className="state-patches state-one">
          <summary>Changed nothing in {counted(unchanged.length, "projection")}</summary>
          <ul>
            {unchanged.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Moves all projections to the moment just after the event. No handler runs. */
function LookHere({ deck, entry: { position } }: StateTabProps) {
  const { travel } = useStore(deck.target.status);
  const [failure, setFailure] = useState<string>();
  const here = travel === position;
  const look = () => {
    setFailure(undefined);
    deck.replay.setMode("look");
    deck.target.states.seek(here ? "live" : position).catch((error: unknown) => setFailure(errorText(error)));
  };
  return (
    <div className="state-bar">
      <button type="button" className="button small" aria-pressed={here} onClick={look}>
        {here ? "Back to live" : "Look at this moment"}
      </button>
      <span className="plain" role="status">
        {failure ?? (here ? "Every projection shows what it was just after this event." : "Moves every projection to just after this event; no handler runs.")}
      </span>
    </div>
  );
}

interface Asked {
  readonly position: number;
  readonly changes?: readonly StateChange[];
  readonly failure?: string;
}

function useChanges({ target: { states } }: DeckModel, position: number): Omit<Asked, "position"> {
  const [asked, setAsked] = useState<Asked>({ position });
  useEffect(() => {
    let wanted = true;
    states.changes(position).then(
      (changes) => wanted && setAsked({ position, changes }),
      (error: unknown) => wanted && setAsked({ position, failure: errorText(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [states, position]);
  return asked.position === position ? asked : {};
}
