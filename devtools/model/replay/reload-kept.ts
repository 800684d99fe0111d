import { type KeepingStorage, keptKey } from "./reload-place.ts";

/** What a reload carries over: the events to be replayed into the fresh page. */
export interface KeptSession {
  /** Name of the bus. */
  readonly bus: string;
  /** The position up to which it goes, in the history before the reload. */
  readonly position: number;
  readonly lines: readonly string[];
  /** How many of the oldest events were left out. */
  readonly dropped: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/**
 * Most characters of events that a reload carries over: browsers give a page about five million in a tab's storage, and the application may want some of them.
 * Past this the oldest events are left out.
 */
export const maxKeptCharacters = 4_000_000;

// A page that never brings its bus back is not to be surprised by a replay hours later.
const maxAgeMs = 120_000;

/** The newest lines that fit, as they come. */
export class KeptLines {
  readonly #lines: string[] = [];
  #from = 0;
  #characters = 0;

  add(text: string): void {
    for (const line of text.split("\n")) {
      if (line === "") continue;
      this.#lines.push(line);
      this.#characters += line.length + 1;
    }
    while (this.#characters > maxKeptCharacters) {
      this.#characters -= (this.#lines[this.#from]?.length ?? 0) + 1;
      this.#from += 1;
    }
  }
  get lines(): readonly string[] {
    return this.#lines.slice(this.#from);
  }
  get dropped(): number {
    return this.#from;
  }
}

/** @throws Error where the page may store nothing, or not so much */
export function keepSession(storage: KeepingStorage, session: KeptSession): void {
  const { lines, ...rest } = session;
  try {
    storage.setItem(keptKey, `${JSON.stringify(rest)}\n${lines.join("\n")}`);
  } catch (cause) {
    throw new Error("The page may not store the events in sessionStorage, so they would not survive the reload: allow it, or choose an earlier event.", {
      cause,
    });
  }
}

/** Takes what was kept for a bus, once: another reload is one like any other. */
export function takeSession(storage: KeepingStorage, bus: string, now: number): KeptSession | undefined {
  const session = parse(storage.getItem(keptKey));
  if (!session) return undefined;
  const stale = now - session.at > maxAgeMs;
  if (session.bus !== bus && !stale) return undefined;
  storage.removeItem(keptKey);
  return stale ? undefined : session;
}

function parse(text: string | null): KeptSession | undefined {
  if (text === null) return undefined;
  const [head = "", ...lines] = text.split("\n");
  try {
    const value: unknown = JSON.parse(head);
    return isHead(value) ? { ...value, lines: lines.filter((line) => line !== "") } : undefined;
  } catch {
    // Written by something else.
    return undefined;
  }
}

function isHead(value: unknown): value is Omit<KeptSession, "lines"> {
  if (typeof value !== "object" || value === null) return false;
  const { bus, position, dropped, at } = { bus: undefined, position: undefined, dropped: undefined, at: undefined, ...value };
  return typeof bus === "string" && [position, dropped, at].every((number) => typeof number === "number");
}
