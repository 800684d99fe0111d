import type { ReactNode } from "react";
import type { BusEvent, HistoryEntry } from "eventdeck";
import { type DeckModel, filterTerm, formatMs, formatTime } from "../model/index.ts";
import { CopyButton } from "./copy-button.tsx";

interface EnvelopeProps {
  readonly model: DeckModel;
  readonly entry: HistoryEntry;
}

/** Everything about an event but its payload, with the way to its causes and consequences. */
export function Envelope({ model, entry }: EnvelopeProps) {
  const { event, outcome } = entry;
  const filter = (text: string) => model.events.filter(text);
  return (
    <>
      <div className="chain">
        <FilterLink onClick={() => filter(filterTerm("correlation", event.correlationId))}>Everything from the same start</FilterLink>
        {event.causationId !== undefined && <FilterLink onClick={() => filter(filterTerm("id", event.causationId ?? ""))}>What caused it</FilterLink>}
        <FilterLink onClick={() => filter(filterTerm("causation", event.id))}>What it caused</FilterLink>
        <FilterLink onClick={() => filter(`type:${event.type}`)}>All of this type</FilterLink>
      </div>
      <dl className="facts">
        {factsOf(event).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
        <Fact name="recorded" value={`#${entry.position} at ${formatTime(entry.recordedAt)}`} />
        <Fact name="waited" value={outcome.waitedMs === undefined ? "not measured" : formatMs(outcome.waitedMs)} />
        <Fact name="ran" value={outcome.ranMs === undefined ? "not measured" : formatMs(outcome.ranMs)} />
        {Object.keys(event.headers).length > 0 && <h3>Headers</h3>}
        {Object.entries(event.headers).map(([name, value]) => (
          <Fact key={`header ${name}`} name={name} value={String(value)} />
        ))}
      </dl>
    </>
  );
}

function FilterLink({ children, onClick }: { readonly children: ReactNode; readonly onClick: () => void }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {children}
    </button>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
      <CopyButton what={`the ${name}`} text={() => value} />
    </>
  );
}

// Absent attributes are left out: an event has a dozen that most never use.
function factsOf(event: BusEvent): readonly (readonly [string, string])[] {
  const { payload: _payload, headers: _headers, actor, replay: _replay, time, expiresAt, ...plain } = event;
  const facts = Object.entries(plain).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]));
  facts.push(["time", formatTime(time)]);
  if (expiresAt !== undefined) facts.push(["expiresAt", formatTime(expiresAt)]);
  if (actor) facts.push(["actor", actor.tenantId === undefined ? actor.userId : `${actor.userId} of ${actor.tenantId}`]);
  return facts;
}
