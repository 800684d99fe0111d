import type { EventOptions, HistoryEntry, Priority } from "eventdeck";
import type { Kind } from "../../target/index.ts";

export type HeaderKind = "text" | "number" | "flag";

/** A header as it is typed. */
export interface HeaderRow {
  readonly key: string;
  readonly text: string;
  readonly kind: HeaderKind;
}

/** What a composed event is sent with, as it is typed; an empty text leaves it to the definition and the bus. */
export interface ComposeEnvelope {
  readonly priority: Priority | "";
  readonly topic: string;
  readonly subject: string;
  readonly partitionKey: string;
  /** `original`: the copy belongs to what the recorded event belongs to, and names it as its cause. */
  readonly correlation: "new" | "original";
  /** Milliseconds. */
  readonly ttlMs: string;
  /** Milliseconds. */
  readonly delayMs: string;
  readonly headers: readonly HeaderRow[];
}

export const emptyEnvelope: ComposeEnvelope = {
  priority: "",
  topic: "",
  subject: "",
  partitionKey: "",
  correlation: "new",
  ttlMs: "",
  delayMs: "",
  headers: [],
};

/** The envelope of a recorded event, for a copy of it. What the definition would give by itself stays empty. */
export function copiedEnvelope({ event }: HistoryEntry, kind: Kind | undefined): ComposeEnvelope {
  // A definition whose topic depends on the payload finds it again, also for the edited one.
  const usualTopic = kind?.registered ? (kind.topic ?? event.topic) : event.type;
  return {
    ...emptyEnvelope,
    priority: event.priority === (kind?.priority ?? "normal") ? "" : event.priority,
    topic: event.topic === usualTopic ? "" : event.topic,
    subject: event.subject ?? "",
    partitionKey: event.partitionKey ?? "",
    correlation: "original",
    headers: Object.entries(event.headers).map(([key, value]) => ({
      key,
      text: String(value),
      kind: typeof value === "number" ? "number" : typeof value === "boolean" ? "flag" : "text",
    })),
  };
}

export interface EnvelopeMistake {
  /** The name of the option, or `header` with its row: `header 0`. */
  readonly field: string;
  readonly message: string;
}

export interface ReadEnvelope {
  readonly options: EventOptions;
  readonly delayMs?: number;
  readonly mistakes: readonly EnvelopeMistake[];
}

/** What was typed, as options. @param original the event that the copy is of */
export function readEnvelope(envelope: ComposeEnvelope, original?: Pick<HistoryEntry["event"], "id" | "correlationId">): ReadEnvelope {
  const mistakes: EnvelopeMistake[] = [];
  const take = <Value>(field: string, read: Value | string): Value | undefined => {
    if (typeof read !== "string") return read;
    mistakes.push({ field, message: read });
    return undefined;
  };
  const { priority, topic, subject, partitionKey, correlation } = envelope;
  const ttlMs = take("ttlMs", milliseconds(envelope.ttlMs));
  const delayMs = take("delayMs", milliseconds(envelope.delayMs));
  const headers: Record<string, string | number | boolean> = {};
  for (const [index, row] of envelope.headers.entries()) {
    const read = take(`header ${index}`, headerOf(row, headers));
    if (read) headers[row.key.trim()] = read.value;
  }
  const options: EventOptions = {
    ...(priority !== "" && { priority }),
    ...(topic !== "" && { topic }),
    ...(subject !== "" && { subject }),
    ...(partitionKey !== "" && { partitionKey }),
    ...(ttlMs !== undefined && ttlMs.value !== undefined && { ttlMs: ttlMs.value }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(correlation === "original" && original && { correlationId: original.correlationId, causationId: original.id }),
  };
  return { options, delayMs: delayMs?.value, mistakes };
}

function milliseconds(text: string): { readonly value: number | undefined } | string {
  if (text.trim() === "") return { value: undefined };
  const value = Number(text);
  return Number.isFinite(value) && value >= 0 ? { value } : "Give milliseconds, from 0 up";
}

function headerOf({ key, text, kind }: HeaderRow, before: object): { readonly value: string | number | boolean } | string {
  const name = key.trim();
  if (name === "") return "A header needs a name";
  if (Object.hasOwn(before, name)) return `There is a header “${name}” already`;
  if (kind === "text") return { value: text };
  if (kind === "flag") return text === "true" || text === "false" ? { value: text === "true" } : "Give true or false";
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) ? { value } : "Give a finite number";
}
