import { textualOf } from "../value/brands.ts";
import { errorName } from "../value/error-parts.ts";
import type { Work } from "../slices.ts";
import { kindOf, type ValueKind } from "../value/value-kind.ts";
import { membersOf, type Member, type Members } from "../value/value-members.ts";
import { className, valueText } from "../value/value-text.ts";

/** A container that is being written. */
interface Level {
  readonly origin: object;
  readonly kind: ValueKind;
  readonly members: Members;
  readonly close: string;
  next: number;
  isEmpty: boolean;
}

/** As long as a text may be in every engine that there is. */
const longestText = 256 * 1024 * 1024;
const membersPerStep = 64;

/** Why a value has no text. */
class TextTooLongError extends Error {
  constructor() {
    super("The text would be longer than 256 MB. Copy a part of the payload, or export the session.");
  }
}

/**
 * A value as indented JSON. What JSON lacks is written so that a reader sees what it was: `"12n"`, `{"Map": [[key, value]]}`, `"NaN"`, `"↻"`
 * for a cycle. As in JSON, fields that are undefined, not enumerable or keyed by symbols are left out. Runs no getter and no `toJSON`.
 *
 * @throws TextTooLongError past 256 MB
 */
export function* writeJson(value: unknown): Work<string> {
  const writer = new JsonWriter();
  writer.put(value);
  for (let steps = 1; writer.step(); steps += 1) if (steps % membersPerStep === 0) yield;
  return writer.text();
}

class JsonWriter {
  readonly #parts: string[] = [];
  #length = 0;
  readonly #levels: Level[] = [];
  readonly #inside = new Set<object>();

  text(): string {
    return this.#parts.join("");
  }

  /** Writes a value, or begins to when it is a container. */
  put(value: unknown): void {
    const kind = kindOf(value);
    if (typeof value !== "object" || value === null || !containers.has(kind)) return this.#write(scalarText(value, kind));
    if (this.#inside.has(value)) return this.#write('"↻"');
    const tag = tagOf(value, kind);
    const list = kind !== "object" && kind !== "instance" && kind !== "error";
    this.#write(`${tag === undefined ? "" : `{"${tag}": `}${list ? "[" : "{"}`);
    this.#inside.add(value);
    this.#levels.push({
      origin: value,
      kind,
      members: membersOf(value, kind),
      next: 0,
      isEmpty: true,
      close: `${list ? "]" : "}"}${tag === undefined ? "" : "}"}`,
    });
    if (kind === "error") this.#field("name", errorName(value));
  }

  /** Writes one more member. `false` when nothing is left. */
  step(): boolean {
    const level = this.#levels.at(-1);
    if (!level) return false;
    const member = level.next < level.members.count ? level.members.at(level.next) : undefined;
    level.next += 1;
    if (!member) this.#leave(level);
    else if (member.step.kind === "field" && isWritten(member, level.kind)) this.#field(member.step.key, valueOf(member));
    else if (member.step.kind !== "field" && member.step.kind !== "symbol") this.#element(valueOf(member));
    return true;
  }

  #field(key: string, value: unknown): void {
    this.#comma();
    this.#write(`${JSON.stringify(key)}: `);
    this.put(value);
  }

  #element(value: unknown): void {
    this.#comma();
    this.put(value);
  }

  #comma(): void {
    const level = this.#levels.at(-1);
    if (!level) return;
    this.#write(`${level.isEmpty ? "" : ","}\n${this.#indent()}`);
    level.isEmpty = false;
  }

  #leave(level: Level): void {
    this.#levels.pop();
    this.#inside.delete(level.origin);
    this.#write(`${level.isEmpty ? "" : `\n${this.#indent()}`}${level.close}`);
  }

  // Past some depth it would be most of the text.
  #indent(): string {
    return "  ".repeat(Math.min(this.#levels.length, 50));
  }

  #write(part: string): void {
    this.#parts.push(part);
    this.#length += part.length;
    if (this.#length > longestText) throw new TextTooLongError();
  }
}

const containers = new Set<ValueKind>(["object", "instance", "array", "map", "set", "error", "typed-array", "bytes"]);

function tagOf(value: object, kind: ValueKind): string | undefined {
  if (kind === "map") return "Map";
  if (kind === "set") return "Set";
  return kind === "typed-array" || kind === "bytes" ? className(value) : undefined;
}

/** A getter is named instead of called; an entry of a map is a pair. */
function valueOf({ step, value, absent }: Member): unknown {
  if (absent === "hole") return null;
  if (absent) return `(${absent})`;
  return step.kind === "entry" ? [step.key, value] : value;
}

// What says what an error is, is not enumerable.
function isWritten({ value, absent, hidden }: Member, holder: ValueKind): boolean {
  return (absent !== undefined || value !== undefined) && (holder === "error" || !hidden);
}

function scalarText(value: unknown, kind: ValueKind): string {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value);
  if (value === undefined) return "null";
  return JSON.stringify(kind === "textual" && typeof value === "object" ? (textualOf(value) ?? "") : valueText(value, 100_000));
}
