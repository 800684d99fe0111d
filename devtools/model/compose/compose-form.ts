import type { InputIssue, JsonSchema, Kind } from "../../target/index.ts";
import { type JsonMistake } from "./compose-json-mistake.ts";
import { printJson, readJson } from "./compose-json.ts";
import { moveAt, type Path, pathKey, removeAt, renameAt, setAt, valueAt } from "./compose-value.ts";
import { sampleOf } from "./sample.ts";
import { absent, blankOf } from "./schema-blank.ts";
import { isPlainList, isPlainObject } from "./schema-control.ts";
import { type Field, type FieldContext, newcomerOf, rootField } from "./schema-field.ts";
import { fieldText, meaningOf } from "./schema-text.ts";

/**
 * The payload that is being written, by form or as JSON: both change one value, and a change of one field leaves everything else the very same value,
 * so that what no text can carry goes through unharmed. Immutable.
 */
export interface ComposeForm {
  readonly schema: JsonSchema | undefined;
  readonly mode: "form" | "json";
  /** `absent` when there is no payload. */
  readonly value: unknown;
  /** What was typed into fields, by field, where it is more than its value says: `1.`, or what means no value yet. */
  readonly texts: ReadonlyMap<string, TypedText>;
  readonly branches: ReadonlyMap<string, number>;
  /** What a field held under the branches that were left, by field and branch. */
  readonly left: ReadonlyMap<string, unknown>;
  readonly json: string;
  readonly jsonMistake?: JsonMistake;
  /** What stands in `json` by number. */
  readonly kept: readonly unknown[];
}

interface TypedText {
  readonly text: string;
  readonly path: Path;
  /** Why it means no value. */
  readonly mistake?: string;
  /** What its numbers stand for. */
  readonly kept: readonly unknown[];
}

/** A form that holds a value. @param mode - without a schema it is always JSON */
export function formOf(schema: JsonSchema | undefined, value: unknown, mode: ComposeForm["mode"] = "form"): ComposeForm {
  const empty = { schema, mode: schema ? mode : "json", texts: new Map(), branches: new Map(), left: new Map() } as const;
  return { ...empty, ...printed(value), value };
}

/** An empty form: what is required is there, and empty. */
export function blankForm(kind: Kind | undefined, mode: ComposeForm["mode"]): ComposeForm {
  const schema = kind?.inputSchema;
  return formOf(schema, schema ? blankOf(schema, schema) : absent, mode);
}

/** @param seed - another one gives another sample */
export function sampledForm(kind: Kind, seed: number, mode: ComposeForm["mode"]): ComposeForm {
  const schema = kind.inputSchema;
  return formOf(schema, schema ? sampleOf(schema, seed) : absent, mode);
}

function printed(value: unknown): Pick<ComposeForm, "json" | "kept" | "jsonMistake"> {
  const kept: unknown[] = [];
  return { json: value === absent ? "" : printJson(value, kept), kept, jsonMistake: undefined };
}

/** The whole form as fields; `undefined` without a schema. */
export function fieldsOf({ schema, value, branches }: ComposeForm): { readonly field: Field; readonly context: FieldContext } | undefined {
  if (!schema) return undefined;
  const context: FieldContext = { root: schema, branches };
  return { field: rootField(value, context), context };
}

/** The text that stands in a field: what was typed, else what its value is. */
export function shownText({ texts }: ComposeForm, field: Field): string {
  return texts.get(field.key)?.text ?? fieldText(field, []);
}

/** Types into a field. */
export function typeInto(form: ComposeForm, field: Field, text: string): ComposeForm {
  const kept = form.texts.get(field.key)?.kept ?? keptIn(field);
  const meaning = meaningOf(field, text, kept);
  const typed = { text, path: field.path, kept };
  if ("mistake" in meaning) return { ...form, texts: new Map(form.texts).set(field.key, { ...typed, mistake: meaning.mistake }) };
  const texts = field.control === "text" ? form.texts : new Map(form.texts).set(field.key, typed);
  // Nothing typed where there is nothing leaves a member that is there and undefined as it is.
  if (meaning.value === absent && field.value === absent) return { ...form, texts };
  return { ...put(form, field.path, meaning.value), texts };
}

function keptIn(field: Field): readonly unknown[] {
  const kept: unknown[] = [];
  fieldText(field, kept);
  return kept;
}

/** Gives a field a value; `absent` takes it away. */
export function put(form: ComposeForm, path: Path, value: unknown): ComposeForm {
  if (value !== absent) return changed(form, setAt(form.value === absent ? undefined : form.value, path, value));
  if (path.length === 0) return changed(form, absent);
  const holder = valueAt(form.value, path.slice(0, -1));
  // An item that is emptied is still one of the list: taking it away is said otherwise.
  return changed(form, isPlainList(holder) ? setAt(form.value, path, undefined) : removeAt(form.value, path));
}

/** Takes a field out, an item with its place in the list. */
export function takeOut(form: ComposeForm, { path }: Pick<Field, "path">): ComposeForm {
  const value = path.length === 0 ? absent : removeAt(form.value, path);
  return { ...changed(form, value), ...forgetUnder(form, typeof path.at(-1) === "number" ? path.slice(0, -1) : path) };
}

/** Puts a blank into a field that is not there. */
export function bringIn(form: ComposeForm, { path, schema }: Field): ComposeForm {
  const root = form.schema ?? {};
  const blank = blankOf(schema, root);
  return put(form, path, blank === absent ? undefined : blank);
}

/** One more item, or one more key. */
export function grow(form: ComposeForm, field: Field, name?: string): ComposeForm {
  const blank = blankOf(newcomerOf(field), form.schema ?? {});
  const key = isPlainList(field.value) ? field.value.length : name;
  return key === undefined ? form : put(form, [...field.path, key], blank === absent ? undefined : blank);
}

/** @throws never: a name that is taken is said as the result */
export function rename(form: ComposeForm, { path }: Field, name: string): ComposeForm | "taken" {
  const holder = valueAt(form.value, path.slice(0, -1));
  if (name === path.at(-1)) return form;
  if (isPlainObject(holder) && Object.hasOwn(holder, name)) return "taken";
  return { ...changed(form, renameAt(form.value, path, name)), ...forgetUnder(form, path) };
}

export function move(form: ComposeForm, { path }: Field, by: number): ComposeForm {
  return { ...changed(form, moveAt(form.value, path, by)), ...forgetUnder(form, path.slice(0, -1)) };
}

/** Takes another branch of a union. What the field held is there again when its branch is; members of the same name go along. */
export function takeBranch(form: ComposeForm, field: Field, index: number): ComposeForm {
  const { branches } = field;
  if (!branches || index === branches.chosen) return form;
  const place = (branch: number) => `${field.key} ${branch}`;
  const left = new Map(form.left).set(place(branches.chosen), field.value);
  const value = left.has(place(index)) ? left.get(place(index)) : along(field.value, blankOf(branches.schemas[index], form.schema ?? {}));
  const forgotten = forgetUnder(form, field.path);
  return { ...put({ ...form, ...forgotten }, field.path, value), left, branches: new Map(forgotten.branches).set(field.key, index) };
}

function along(before: unknown, blank: unknown): unknown {
  if (!isPlainObject(before) || !isPlainObject(blank)) return blank;
  return Object.entries(before).reduce<unknown>(
    (whole, [key, member]) => (blank[key] === "" && typeof member === "string" ? setAt(whole, [key], member) : whole),
    blank,
  );
}

/** Types into the JSON; the value follows as soon as it is JSON. */
export function typeJson(form: ComposeForm, json: string): ComposeForm {
  if (json.trim() === "") return { ...form, json, jsonMistake: undefined, value: absent, texts: new Map() };
  const read = readJson(json, form.kept);
  if (!("value" in read)) return { ...form, json, jsonMistake: read };
  return { ...form, json, jsonMistake: undefined, value: read.value, texts: new Map() };
}

/** Writes the JSON out in lines; nothing happens to what is no JSON. */
export function formatJson(form: ComposeForm): ComposeForm {
  return form.jsonMistake ? form : { ...form, ...printed(form.value) };
}

/** Form or JSON. There is no form of what is no JSON yet, or without a schema: then it stays JSON. */
export function switchMode(form: ComposeForm, mode: ComposeForm["mode"]): ComposeForm {
  if (mode === form.mode || (mode === "form" && (!form.schema || form.jsonMistake))) return form;
  return mode === "json" ? { ...form, ...printed(form.value), mode } : { ...form, mode };
}

/** What has been typed and means nothing yet, as issues. */
export function typedMistakes({ texts, jsonMistake, mode }: ComposeForm): readonly InputIssue[] {
  if (mode === "json" && jsonMistake) return [{ message: `Line ${jsonMistake.line}, column ${jsonMistake.column}: ${jsonMistake.message}`, path: [] }];
  return [...texts.values()].flatMap(({ mistake, path }) => (mistake === undefined ? [] : [{ message: mistake, path }]));
}

function changed(form: ComposeForm, value: unknown): ComposeForm {
  return value === form.value ? form : { ...form, value };
}

/** What was typed at a place and inside of it means something else now that the place has another value. */
function forgetUnder({ texts, branches, left }: ComposeForm, path: Path): Pick<ComposeForm, "texts" | "branches" | "left"> {
  const own = pathKey(path);
  const inside = path.length === 0 ? "[" : `${own.slice(0, -1)},`;
  const keeps = (key: string) => key !== own && !key.startsWith(inside);
  const kept = <Value>(map: ReadonlyMap<string, Value>) => new Map([...map].filter(([key]) => keeps(key)));
  return { texts: kept(texts), branches: kept(branches), left: kept(left) };
}
