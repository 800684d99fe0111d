import { cutMarker, moreOf } from "./cut.ts";

/** A body that goes on for longer is cut, in milliseconds: while it is read here, the application cannot end its transfer. */
const longestReadMs = 10_000;
/** Room for what else is in the event. */
const headBytes = 2048;

/** The clock of the bus. */
interface Timer {
  after(delayMs: number, work: () => void): () => void;
}

/**
 * Reads a copy of a body up to a budget, and lets go of the rest. Text is text, JSON a value, all else bytes; `undefined` without a body, and for streams of events,
 * which are meant not to end.
 */
export async function readBody(copy: Response | Request, maxBytes: number, timer: Timer): Promise<unknown> {
  const type = copy.headers.get("content-type") ?? "";
  if (copy.body === null) return undefined;
  if (type.startsWith("text/event-stream")) {
    await copy.body.cancel();
    return cutMarker("a stream of events");
  }
  const { bytes, ended } = await readUpTo(copy.body, Math.max(0, maxBytes - headBytes), timer);
  // What a compressed body announces is not what is read of it.
  const announced = copy.headers.has("content-encoding") ? null : copy.headers.get("content-length");
  return toValue(bytes, ended, type, Number(announced ?? NaN));
}

async function readUpTo(body: ReadableStream<Uint8Array>, maxBytes: number, timer: Timer): Promise<{ readonly bytes: Uint8Array; readonly ended: boolean }> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  let late = false;
  const callOff = timer.after(longestReadMs, () => {
    late = true;
    // What it fails with, the read below fails with too.
    void reader.cancel().catch(() => undefined);
  });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { bytes: join(parts), ended: !late };
      parts.push(value.subarray(0, maxBytes - length));
      length += value.length;
      if (length <= maxBytes) continue;
      // The other reader goes on alone.
      void reader.cancel().catch(() => undefined);
      return { bytes: join(parts), ended: false };
    }
  } finally {
    callOff();
  }
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const textual = /^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript|x-www-form-urlencoded|graphql))/i;

function toValue(bytes: Uint8Array, ended: boolean, type: string, announced: number): unknown {
  const missing =
    announced > bytes.length ? moreOf(announced - bytes.length, "byte", "bytes") : `cut after ${moreOf(bytes.length, "byte", "bytes").replace(" more", "")}`;
  if (!textual.test(type)) return ended ? bytes : { first: bytes, ...cutMarker(missing) };
  const text = new TextDecoder().decode(bytes, { stream: !ended });
  if (!ended) return `${text}… [${missing}]`;
  return /json/i.test(type) ? parsed(text) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
