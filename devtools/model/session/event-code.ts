import type { BusEvent } from "eventdeck";
import type { Kind } from "../../target/index.ts";
import { literalOf, type Literal } from "./code-literal.ts";

/** How an event is emitted in code. */
export interface EmitCode extends Literal {
  /** The exported name of its definition that the code uses; `undefined` when it is emitted as a plain draft. */
  readonly definition: string | undefined;
}

export interface EventCodeOptions {
  /** The definition's exported name. An empty one emits a plain draft. @default a guess from the type, when the type is registered */
  readonly name?: string;
  /** What the bus knows of the type: without it, topic and priority are written down too. */
  readonly kind?: Kind;
  /** Spaces in front of the line. @default 0 */
  readonly indent?: number;
  /** @default "bus" */
  readonly bus?: string;
  /** What was given by whoever emitted it, and not by a cause: left out where the event is emitted with its cause. @default true */
  readonly correlation?: boolean;
}

/**
 * The call that emits an event again: `bus.emit(itemAdded({ sku: "A-1" }))`. Values that have no literal are marked in a comment and throw when they are
 * reached.
 */
export function eventCode(event: BusEvent, options: EventCodeOptions = {}): string {
  const { code, missing } = emitCode(event, options);
  if (missing.length === 0) return `${code};`;
  const why = missing.map((each) => `// Has no literal: ${each}\n`).join("");
  return `${why}${code};\n\n${unrepresentable}`;
}

/** What generated code calls in place of a value that cannot be written. */
export const unrepresentable = `function unrepresentable(what: string): never {
  throw new Error(\`The recorded value has no literal; write it here by hand. \${what}\`);
}
`;

/** The call without its semicolon. */
export function emitCode(event: BusEvent, { name, kind, indent = 0, bus = "bus", correlation = true }: EventCodeOptions = {}): EmitCode {
  const definition = name === "" ? undefined : (name ?? (kind?.registered ? guessName(event.type) : undefined));
  const payload = literalOf(event.payload, "payload", indent);
  const options = optionsOf(event, definition === undefined ? undefined : kind, correlation);
  const attributes = literalOf(options, "options", indent);
  const given = Object.keys(options).length > 0;
  const missing = [...payload.missing, ...attributes.missing];
  // A request gets its answer only when it is asked as one.
  const call = event.replyTo === undefined ? `${bus}.emit` : `void ${bus}.request`;
  const ending = event.replyTo === undefined ? ")" : ").catch(() => undefined)";
  if (definition === undefined) {
    const draft = [`type: ${JSON.stringify(event.type)}`, `input: ${payload.code}`, ...(given ? [`options: ${attributes.code}`] : [])];
    return { code: `${call}({ ${draft.join(", ")} }${ending}`, missing, definition };
  }
  const first = event.payload === undefined && !given ? "" : payload.code;
  return { code: `${call}(${definition}(${first}${given ? `, ${attributes.code}` : ""})${ending}`, missing, definition };
}

function optionsOf(event: BusEvent, kind: Kind | undefined, correlation: boolean): Record<string, unknown> {
  const { type, topic, priority, correlationId, id, subject, partitionKey, persistent, headers, actor, expiresAt, time } = event;
  const options: Record<string, unknown> = {
    // A topic that is computed comes from the payload again.
    topic: kind !== undefined || topic === type ? undefined : topic,
    priority: priority === (kind?.priority ?? "normal") ? undefined : priority,
    correlationId: correlation && correlationId !== id ? correlationId : undefined,
    subject,
    partitionKey,
    persistent: persistent === false ? false : undefined,
    ttlMs: expiresAt === undefined ? undefined : expiresAt - time,
    headers: Object.keys(headers).length === 0 ? undefined : headers,
    actor,
  };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

const reserved = new Set(
  "break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await async bus expect it test describe setup".split(
    " ",
  ),
);

/** The name under which a definition is exported, guessed: `cart.item-added` → `itemAdded`, `order.paid` → `orderPaid`. */
export function guessName(type: string): string {
  const words = type.split(".");
  const last = words.at(-1) ?? type;
  // A last word that says what happened to what needs no more.
  const name = camelCase(/[-_]/.test(last) ? last : type);
  if (reserved.has(name)) return `${name}Event`;
  return /^[A-Za-z_$]/.test(name) ? name : `event${name}`;
}

/** Names for several types, none of them twice. */
export function guessNames(types: readonly string[]): ReadonlyMap<string, string> {
  const guesses = types.map((type) => guessName(type));
  return new Map(
    types.map((type, index) => {
      const guess = guesses[index] ?? type;
      return [type, guesses.indexOf(guess) === guesses.lastIndexOf(guess) ? guess : camelCase(type)];
    }),
  );
}

function camelCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join("");
}
