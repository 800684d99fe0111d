import { useMemo, useState, type ReactNode } from "react";
import type { HistoryEntry } from "eventdeck";
import {
  cloudEventText,
  type DeckModel,
  envelopeOf,
  errorText,
  type Fact,
  filterTerm,
  type Held,
  formatBytes,
  headersOf,
  type PayloadFacts,
  recordOf,
  type TextLines,
} from "../../model/index.ts";
import { CopyButton } from "./copy-button.tsx";
import { TextLinesView } from "./text-lines.tsx";

export interface RawTabProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
  readonly payload: Held<unknown>;
  /** Not there before the payload has been looked through. */
  readonly facts: PayloadFacts | undefined;
}

/** The event as it is: every attribute, its headers, and the JSON that an export writes. */
export function RawTab({ deck, entry, payload, facts }: RawTabProps) {
  const filter = (text: string) => deck.events.filter(text);
  const { event } = entry;
  return (
    <>
      <div className="chain">
        <FilterLink onClick={() => filter(filterTerm("correlation", event.correlationId))}>Everything from the same start</FilterLink>
        {event.causationId !== undefined && <FilterLink onClick={() => filter(filterTerm("id", event.causationId ?? ""))}>What caused it</FilterLink>}
        <FilterLink onClick={() => filter(filterTerm("causation", event.id))}>What it caused</FilterLink>
        <FilterLink onClick={() => filter(filterTerm("type", event.type))}>All of this type</FilterLink>
      </div>
      <FactList title="Attributes" facts={envelopeOf(entry)} onFilter={filter} />
      <FactList title="Headers" facts={headersOf(entry)} onFilter={filter} />
      <FactList title="Record" facts={recordOf(entry, deck.strip.sent(entry))} onFilter={filter} />
      <CloudEvent key={entry.position} entry={entry} payload={payload} facts={facts} />
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

interface FactListProps {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly onFilter: (text: string) => void;
}

function FactList({ title, facts, onFilter }: FactListProps) {
  return (
    <section className="fact-section">
      <h3>{title}</h3>
      {facts.length === 0 && <p className="muted">none</p>}
      <dl className="facts">
        {facts.map(({ name, value, raw, filter }) => (
          <div key={name} className="fact">
            <dt>{name}</dt>
            <dd>
              {filter === undefined ? (
                <bdi>{value}</bdi>
              ) : (
                <button type="button" className="fact-filter" title={`Filter by ${filter}`} onClick={() => onFilter(filter)}>
                  <bdi>{value}</bdi>
                </button>
              )}
            </dd>
            <dd className="fact-copy">
              <CopyButton what={`the ${name}`} text={() => raw ?? value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

// What is written at once takes no time that anybody would notice.
const mostWrittenAtOnce = 500_000;

function CloudEvent({ entry, payload, facts }: Omit<RawTabProps, "deck">) {
  const [asked, setAsked] = useState(false);
  const small = facts?.bytes !== undefined && facts.bytes <= mostWrittenAtOnce && !facts.runsCode;
  const { event } = entry;
  const written = useMemo(
    () => (small || asked ? write(() => cloudEventText({ ...event, payload: payload.value })) : undefined),
    [small, asked, event, payload],
  );
  return (
    <section className="fact-section">
      <h3>
        CloudEvents JSON
        {written?.lines && <CopyButton what="the CloudEvents JSON" text={() => written.lines?.text ?? ""} />}
      </h3>
      {written?.lines && <TextLinesView label="CloudEvents JSON" lines={written.lines} />}
      {written?.mistake !== undefined && <p role="alert">{written.mistake}</p>}
      {!written && facts && (
        <p className="plain">
          {whyNotAtOnce(facts)}{" "}
          <button type="button" className="button" onClick={() => setAsked(true)}>
            Write it
          </button>
        </p>
      )}
    </section>
  );
}

function whyNotAtOnce({ bytes, runsCode, values }: PayloadFacts): string {
  if (runsCode) return "Writing it as an export does calls getters and toJSON of the payload's classes.";
  const size = bytes === undefined ? `more than ${values - 1} values` : formatBytes(bytes);
  return `The payload has ${size}: writing it may hold the page up for a moment.`;
}

function write(make: () => TextLines): { readonly lines?: TextLines; readonly mistake?: string } {
  try {
    return { lines: make() };
  } catch (error) {
    return { mistake: errorText(error) };
  }
}
