import type { Middleware } from "../bus/index.ts";
import { type Actor, type BusEvent, noHeaders } from "../event/index.ts";
import { compileMatch, type Match } from "./match.ts";
import { commonSecretKeys, compileKeys, type KeyName } from "./redact-keys.ts";
import { compilePaths, type Redactable } from "./redact-path.ts";
import { type RedactRules, RedactWalk } from "./redact-walk.ts";

/** What is secret, and what stands in its place. */
export interface RedactOptions {
  /** @default "redact" */
  readonly name?: string;
  /**
   * Where secrets are, from `payload`, `headers`, `actor`, `subject` or `partitionKey` on: `payload.user.email`, `payload.items[*].token`, `headers["x.key"]`,
   * `payload.**.iban`. `*` is any one name, `**` any number of them. Names are compared ignoring case.
   */
  readonly paths?: readonly string[];
  /**
   * Names whose value is secret wherever they are in payload, headers or actor. Text is compared as a whole, ignoring case, `-`, `_` and spaces. `[]` for none.
   * @default commonSecretKeys
   */
  readonly keys?: readonly KeyName[];
  /** What stands for a secret, or makes it; when it throws, the default does. @default "[redacted]" */
  readonly replacement?: string | number | boolean | null | ((value: unknown, path: readonly string[]) => unknown);
  /**
   * Objects other than plain data, such as files and instances of classes, that hold no secret: they are recorded as they are, where all others are replaced.
   * @default none
   */
  readonly trust?: (value: object) => boolean;
  /** How many objects of one event are looked through; those beyond are replaced. @default 100_000 */
  readonly maxObjects?: number;
  /** Only these events. @default all */
  readonly match?: Match;
}

const redacted = "[redacted]";

/**
 * Keeps secrets out of what is recorded: history, inspection, projections, exports and links get a copy without them, handlers and durable queues the event itself.
 * A replay comes from history, so what it hands to handlers is redacted too.
 *
 * What holds no secret is shared with the event. What cannot be looked into is replaced as if it were one: functions, accessors, class instances, proxies that
 * refuse, and so on. Errors become plain descriptions of themselves. Text is not searched: a secret inside a message, a URL or JSON text stays.
 *
 * @example
 * const bus = createBus({ middleware: [redact({ paths: ["payload.user.email"], keys: [...commonSecretKeys, "pin"] })] });
 * bus.emit({ type: "user.signed-in", input: { user: { id: 7, email: "ada@example.org" }, token: "s3cret" } });
 * // history: { user: { id: 7, email: "[redacted]" }, token: "[redacted]" }
 *
 * @throws TypeError for a path that is none, or that leads to what the bus itself needs
 */
export function redact(options: RedactOptions = {}): Middleware {
  const { paths = [], keys = commonSecretKeys, trust = () => false, maxObjects = 100_000 } = options;
  const matches = compileMatch(options.match);
  const replace = replacer(options.replacement);
  const rules: RedactRules = { paths: compilePaths(paths), isSecretKey: compileKeys(keys), trust, maxObjects, replace };
  return {
    name: options.name ?? "redact",
    beforeRecord(event) {
      if (!matches(event)) return;
      const { payload, headers, actor, subject, partitionKey } = event;
      const copy = new RedactWalk(rules).run({ payload, headers, actor, subject, partitionKey } satisfies Record<Redactable, unknown>);
      return copy && toEvent(event, copy);
    },
  };
}

function replacer(replacement: RedactOptions["replacement"] = redacted): RedactRules["replace"] {
  if (typeof replacement !== "function") return () => replacement;
  return (value, pathOf) => {
    try {
      return replacement(value, pathOf());
    } catch {
      return redacted;
    }
  };
}

/** Outside the payload the types are given: where the replacement is of another, "[redacted]" takes its place. */
function toEvent(event: BusEvent, copy: Readonly<Record<string, unknown>>): BusEvent {
  return {
    ...event,
    payload: copy.payload,
    headers: copy.headers === event.headers ? event.headers : toHeaders(copy.headers),
    actor: copy.actor === event.actor ? event.actor : toActor(copy.actor),
    subject: event.subject && toText(copy.subject),
    partitionKey: event.partitionKey && toText(copy.partitionKey),
  };
}

function toText(value: unknown): string {
  return typeof value === "string" && value !== "" ? value : redacted;
}

function toHeaders(value: unknown): BusEvent["headers"] {
  if (typeof value !== "object" || value === null) return noHeaders;
  return Object.fromEntries(Object.entries(value).map(([name, header]) => [name, isHeader(header) ? header : redacted]));
}

function isHeader(value: unknown): value is BusEvent["headers"][string] {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** An actor that is replaced as a whole is left out. */
function toActor(value: unknown): Actor | undefined {
  if (typeof value !== "object" || value === null || !("userId" in value)) return undefined;
  const { userId, tenantId, permissions, ipAddress }: Partial<Record<keyof Actor, unknown>> = value;
  return {
    userId: toText(userId),
    tenantId: tenantId === undefined ? undefined : toText(tenantId),
    permissions: permissions === undefined ? undefined : Array.isArray(permissions) ? permissions.map(toText) : [],
    ipAddress: ipAddress === undefined ? undefined : toText(ipAddress),
  };
}
