import type { Bus } from "eventdeck";
import type { SessionPart, SessionRequest, SessionsDomain } from "../domains/sessions.ts";

// Longest stretch of writing before the host gets a turn; looking at the clock more often than every so many events would cost as much as they do.
const sliceMs = 6;
const positionsPerCheck = 64;
// A part goes over a wire as one message.
const maxCharacters = 4_000_000;

/** Session files of a bus of this page. @param now milliseconds from an arbitrary start */
export function createSessionsDomain(bus: Bus, now: () => number = () => performance.now()): SessionsDomain {
  return {
    part: async (request, from) => (request.positions ? partOfPositions(bus, request.positions, from, now) : partOfSpan(bus, request, from, now)),
    import: (lines) => bus.history.import(lines),
  };
}

function partOfSpan(
  { history }: Bus,
  { filter = "", to = Number.POSITIVE_INFINITY, from: first = 0 }: SessionRequest,
  from: number,
  now: () => number,
): SessionPart {
  const lines: string[] = [];
  const last = Math.min(to, history.lastPosition);
  const until = now() + sliceMs;
  let characters = 0;
  let next = Math.max(from, first, history.firstPosition);
  while (next <= last && now() < until && characters < maxCharacters) {
    const end = Math.min(last, next + positionsPerCheck - 1);
    for (const line of history.export(within(next, end, filter))) {
      lines.push(line);
      characters += line.length;
    }
    next = end + 1;
  }
  return { lines, next: next > last ? undefined : next };
}

function partOfPositions({ history }: Bus, positions: readonly number[], from: number, now: () => number): SessionPart {
  const lines: string[] = [];
  const until = now() + sliceMs;
  let characters = 0;
  for (const position of positions) {
    if (position < from) continue;
    if (now() >= until || characters >= maxCharacters) return { lines, next: position };
    for (const line of history.export(within(position, position))) {
      lines.push(line);
      characters += line.length;
    }
  }
  return { lines, next: undefined };
}

// A span in the filter's own words is looked up; the rest of history is not looked at.
function within(from: number, to: number, filter = ""): string {
  const span = `position:${from}..${to}`;
  return filter.trim() === "" ? span : `${span} (${filter})`;
}
