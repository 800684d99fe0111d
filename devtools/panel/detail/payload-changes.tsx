import { useMemo } from "react";
import type { HistoryEntry } from "eventdeck";
import {
  type Basis,
  basesOf,
  countChanges,
  type DeckModel,
  type Difference,
  diffValues,
  Held,
  previousOfType,
  shielded,
  visibleText,
} from "../../model/index.ts";
import { DiffSwitch } from "./diff-switch.tsx";
import { DiffTree } from "./diff-tree.tsx";
import { count } from "../numbers.ts";
import { usePayload } from "./use-payload.ts";
import { useSliced } from "./use-sliced.ts";
import { useStore } from "../use-store.ts";

interface PayloadChangesProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
  readonly payload: Held<unknown>;
}

/** How the payload differs from the one before, from a pinned one, or from what it was before a middleware. */
export function PayloadChanges({ deck, entry, payload }: PayloadChangesProps) {
  const chosen = useStore(deck.detail.basis);
  const changes = deck.middleware.of(entry.event);
  const previous = useMemo(() => previousOfType(deck.target.log, entry), [deck, entry]);
  const pins = useStore(deck.events.pins);
  const bases = basesOf(entry, { previous, pins, changes: changes ?? [] });
  const basis = bases.find(({ key }) => key === chosen) ?? bases[0];
  return (
    <>
      <div className="tab-bar">
        <span className="muted">against</span>
        <select className="select" aria-label="Compare with" value={basis?.key ?? ""} onChange={(event) => deck.detail.compare(true, event.target.value)}>
          {bases.map(({ key, label }) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
          {!basis && <option value="">nothing to compare with</option>}
        </select>
        <span className="grow" />
        <DiffSwitch deck={deck} />
      </div>
      {basis ? <ComparedWith key={basis.key} deck={deck} basis={new Held(basis)} payload={payload} /> : <NothingBefore type={entry.event.type} />}
      {changes === undefined && <p className="tab-note">{notRecorded(deck)}</p>}
    </>
  );
}

function notRecorded({ target }: DeckModel): string {
  if (target.where === "remote")
    return "What middleware changed is not sent to another page, since it may hold what was redacted: look at it in the panel of that page.";
  return "What middleware changed was not recorded: the event was emitted before the panel watched.";
}

function NothingBefore({ type }: { readonly type: string }) {
  return <p className="tab-message">There is no earlier {visibleText(type)} among the 50,000 events before. Pin an event to compare with it.</p>;
}

interface ComparedWithProps {
  readonly deck: DeckModel;
  readonly basis: Held<Basis>;
  readonly payload: Held<unknown>;
}

function ComparedWith({ deck, basis, payload }: ComparedWithProps) {
  const { entry, change } = basis.value;
  if (change) return <Compared before={new Held(change.before.payload)} after={new Held(change.after.payload)} />;
  return entry ? <ComparedWithEvent deck={deck} entry={shielded(entry)} payload={payload} /> : null;
}

function ComparedWithEvent({ deck, entry, payload }: PayloadChangesProps) {
  const { state, retry } = usePayload(deck, entry);
  if (state.status === "ready") return <Compared before={state.payload} after={payload} />;
  if (state.status === "loading") return <p className="tab-message">Fetching #{entry.position} …</p>;
  if (state.status === "evicted") return <p className="tab-message">#{entry.position} has been evicted from history.</p>;
  return (
    <p className="tab-message" role="alert">
      #{entry.position} could not be fetched: {state.message}{" "}
      <button type="button" className="link" onClick={retry}>
        Try again
      </button>
    </p>
  );
}

interface ComparedProps {
  readonly before: Held<unknown>;
  readonly after: Held<unknown>;
}

function Compared({ before: { value: before }, after: { value: after } }: ComparedProps) {
  const work = useMemo(() => () => diffValues(before, after), [before, after]);
  const state = useSliced(work);
  if (state.status === "failed") return <p className="tab-message">The payloads could not be compared: {state.message}</p>;
  if (state.status !== "done") return <p className="tab-message">Comparing …</p>;
  return <Differences found={new Held(state.result)} />;
}

function Differences({ found }: { readonly found: Held<Difference> }) {
  const { value: difference } = found;
  const counts = useMemo(() => countChanges(difference), [difference]);
  if (difference.mark === "same") return <p className="tab-message">Both payloads are the same.</p>;
  return (
    <>
      <p className="diff-counts" role="status">
        <span data-mark="changed">{count(counts.changed)} changed</span>
        <span data-mark="added">{count(counts.added)} added</span>
        <span data-mark="removed">{count(counts.removed)} removed</span>
      </p>
      <DiffTree difference={found} />
    </>
  );
}
