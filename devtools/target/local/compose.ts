import { type Bus, type EventKind, EventValidationError } from "eventdeck";
import type { ComposeDomain, Emitted, InputIssue, Kind } from "../domains/compose.ts";
import type { DraftText } from "../domains/listeners.ts";
import { inputSchemaOf } from "./input-schema.ts";
import { toExplanation } from "./listeners.ts";

const mostSeen = 1_000;
const mostLooked = 20_000;

/** New events for a bus of this page. */
export function createComposeDomain(bus: Bus): ComposeDomain {
  return {
    kinds: async () => [...bus.kinds.map(toKind), ...seenKinds(bus)],
    check: async ({ type, input }) => check(bus, type, input),
    emit: async (draft) => emit(bus, draft),
    explain: async ({ type, input, options }) => bus.explain({ type, input, options }).map(toExplanation),
  };
}

function toKind(kind: EventKind): Kind {
  const { type, topic, priority, version, description } = kind;
  return { type, topic: typeof topic === "string" ? topic : undefined, priority, version, description, registered: true, inputSchema: inputSchemaOf(kind) };
}

function seenKinds({ history, kinds }: Bus): Kind[] {
  const known = new Set(kinds.map(({ type }) => type));
  const seen: Kind[] = [];
  const oldest = Math.max(history.firstPosition, history.lastPosition - mostLooked + 1);
  for (let position = history.lastPosition; position >= oldest && seen.length < mostSeen; position -= 1) {
    const event = history.get(position)?.event;
    if (!event || known.has(event.type)) continue;
    known.add(event.type);
    seen.push({ type: event.type, priority: "normal", version: event.version, registered: false });
  }
  return seen;
}

async function check(bus: Bus, type: string, input: unknown): Promise<readonly InputIssue[]> {
  const kind = bus.kinds.find((each) => each.type === type);
  if (!kind) return [];
  try {
    const result = await kind.schema["~standard"].validate(input);
    return (result.issues ?? []).map(toIssue);
  } catch (error) {
    return [{ message: `The schema of "${type}" threw: ${String(error)}`, path: [] }];
  }
}

type SchemaIssue = EventValidationError["issues"][number];

function toIssue({ message, path = [] }: SchemaIssue): InputIssue {
  const keys = path.map((part) => (typeof part === "object" ? part.key : part));
  return { message, path: keys.map((key) => (typeof key === "number" ? key : String(key))) };
}

function emit(bus: Bus, { type, input, options, delayMs }: DraftText): Emitted {
  const refusals: { readonly id: string | undefined; readonly text: string }[] = [];
  const positions = new Map<string, number>();
  // What becomes of it at once is told while `emit` runs.
  const records = bus.inspect$.subscribe((record) => {
    if (record.kind === "recorded" && record.entry.event.type === type) positions.set(record.entry.event.id, record.entry.position);
    if (record.kind === "undelivered") refusals.push({ id: record.attempt.event?.id, text: refusalText(record.attempt) });
  });
  try {
    const { id } = bus.emit({ type, input, options }, delayMs === undefined ? undefined : { delayMs });
    const refused = refusals.find((each) => each.id === id);
    if (refused) return { ok: false, message: refused.text, issues: [] };
    return { ok: true, id, position: positions.get(id) };
  } catch (error) {
    const issues = error instanceof EventValidationError ? error.issues.map(toIssue) : [];
    return { ok: false, message: error instanceof Error ? error.message : String(error), issues };
  } finally {
    records.unsubscribe();
  }
}

function refusalText({ reason, by }: { readonly reason: string; readonly by?: string }): string {
  if (reason === "stopped") return `The middleware "${by ?? "unknown"}" stopped it: it reached nobody.`;
  if (reason === "overflow") return "Its lane is full and dropped it: it reached nobody.";
  return `It reached nobody: ${reason}${by === undefined ? "" : `, ${by}`}.`;
}
