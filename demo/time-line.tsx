import "./styles/time-line.css";
import { useMemo, useRef, useSyncExternalStore, type CSSProperties, type ReactNode } from "react";
import type { Bus, BusEvent, HistoryEntry } from "eventdeck";
import { timeTravel } from "eventdeck/projection";
import { useTimeTravel } from "eventdeck/react";

interface TimeLineProps {
  readonly bus: Bus;
  /** How many events are to be seen at least; marks for those to come stand there from the beginning, so that nothing moves. */
  readonly expected: number;
  readonly describe: (event: BusEvent) => Description;
  /** Buttons at its beginning. */
  readonly children?: ReactNode;
}

interface Description {
  readonly text: string;
  /** Drawn red, and named in the invitation to go back. */
  readonly failed: boolean;
}

/** The events of a bus on a line. Dragging along it takes every projection of the bus to that moment. */
export function TimeLine({ bus, expected, describe, children }: TimeLineProps) {
  const entries = useEntries(bus);
  const { position, live } = useTimeTravel();
  const travel = timeTravel(bus);
  const before = bus.history.firstPosition - 1;
  // Somebody may clear the history while the past is shown.
  const shown = position === "live" ? entries.length : Math.max(0, position - before);
  const scale = Math.max(expected, entries.length);
  const told = entries[shown - 1];
  const line = useRef<HTMLInputElement>(null);
  // The button that was pressed goes, and the focus must not go with it.
  const toLive = () => {
    live();
    line.current?.focus();
  };
  const seek = (count: number) => (count >= entries.length ? live() : travel.seek(before + count));
  return (
    <section className="time-line" aria-label="Time" data-past={position !== "live"}>
      <Banner entries={entries} expected={expected} shown={shown} past={position !== "live"} describe={describe} onLive={toLive} />
      <div className="time-line-bar">
        {children}
        <div className="scrubber" style={at(shown, scale)}>
          <Marks entries={entries} scale={scale} shown={shown} describe={describe} />
          <input
            ref={line}
            type="range"
            min={0}
            max={scale}
            value={shown}
            disabled={entries.length === 0}
            aria-label="Moment"
            aria-valuetext={told ? `Event ${shown} of ${entries.length}: ${describe(told.event).text}` : "Before the first event"}
            onChange={(event) => seek(Number(event.target.value))}
          />
        </div>
        <output className="figure">
          {shown} / {entries.length}
        </output>
      </div>
    </section>
  );
}

interface BannerProps {
  readonly entries: readonly HistoryEntry[];
  readonly expected: number;
  readonly shown: number;
  readonly past: boolean;
  readonly describe: (event: BusEvent) => Description;
  readonly onLive: () => void;
}

/** What is looked at: what happens now, the invitation to go back, or a moment in the past. */
function Banner({ entries, expected, shown, past, describe, onLive }: BannerProps) {
  const told = entries[shown - 1];
  const text = told ? describe(told.event).text : past ? "before anything happened" : "Nothing has happened yet";
  // Once, and not again when the visitor has gone on.
  const invites = entries.length <= expected && entries.some(({ event }) => describe(event).failed);
  return (
    <div className="banner">
      {past ? (
        <p>
          You are looking at <strong>{told ? `event ${shown} of ${entries.length}` : "the beginning"}</strong>: {text}
        </p>
      ) : (
        // The slider says the same of the past.
        <p role="status">{invites ? <strong className="invitation">Drag back to before it broke</strong> : text}</p>
      )}
      <button type="button" className="action primary small" hidden={!past} onClick={onLive}>
        Back to live
      </button>
    </div>
  );
}

interface MarksProps {
  readonly entries: readonly HistoryEntry[];
  readonly scale: number;
  readonly shown: number;
  readonly describe: TimeLineProps["describe"];
}

// More would be a bar and no marks; of more only the failed ones are drawn.
const mostMarks = 48;

function Marks({ entries, scale, shown, describe }: MarksProps) {
  return Array.from({ length: scale }, (_, index) => {
    const entry = entries[index];
    const kind = entry === undefined ? "ahead" : describe(entry.event).failed ? "failed" : "plain";
    if (scale > mostMarks && kind !== "failed") return null;
    return <span key={index} className="mark" data-kind={kind} data-later={index >= shown} style={at(index + 1, scale)} />;
  });
}

function at(count: number, scale: number): CSSProperties {
  return { "--at": count / scale };
}

/** The retained history, read again whenever it changes. */
function useEntries(bus: Bus): readonly HistoryEntry[] {
  const store = useMemo(() => {
    let entries: readonly HistoryEntry[] = [...bus.history];
    return {
      subscribe: (listener: () => void) => {
        const refresh = () => {
          entries = [...bus.history];
          listener();
        };
        const subscription = bus.history.changes$.subscribe(refresh);
        refresh();
        return () => subscription.unsubscribe();
      },
      read: () => entries,
    };
  }, [bus]);
  return useSyncExternalStore(store.subscribe, store.read);
}
