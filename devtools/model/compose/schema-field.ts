import type { JsonSchema } from "../../target/index.ts";
import { type Path, pathKey } from "./compose-value.ts";
import { absent } from "./schema-blank.ts";
import { type Control, controlOf, controlTakes, isPlainList, isPlainObject } from "./schema-control.ts";
import { branchFor, constantsOf } from "./schema-fit.ts";
import { branchesOf, choicesOf, itemsOf, numberIn, propertiesOf, requiredOf, resolveSchema, restOf, textIn } from "./schema-read.ts";

/** One field of a form, as it stands for a value. */
export interface Field {
  readonly path: Path;
  /** Unique among the fields of a form. */
  readonly key: string;
  readonly label: string;
  readonly control: Control;
  /** Resolved; of the chosen branch, in a union. */
  readonly schema: JsonSchema;
  /** `absent` where there is none. */
  readonly value: unknown;
  /** Whether it may be left out. */
  readonly required: boolean;
  /** Its key is not fixed by the schema, so that it can be called otherwise. */
  readonly free: boolean;
  /** One of several in a list, which can be moved and removed. */
  readonly item: boolean;
  readonly help?: string;
  /** What the definition takes when it is left out. */
  readonly fallback?: unknown;
  /** What is expected, when the value is of another kind. */
  readonly mismatch?: string;
  readonly choices?: readonly unknown[];
  readonly branches?: { readonly names: readonly string[]; readonly chosen: number; readonly schemas: readonly JsonSchema[] };
}

/** What fields need to know beside schema and value. */
export interface FieldContext {
  readonly root: JsonSchema;
  /** The branches that were chosen by hand, by field. */
  readonly branches: ReadonlyMap<string, number>;
}

interface Place {
  readonly path: Path;
  readonly label: string;
  readonly required: boolean;
  readonly free?: boolean;
  readonly item?: boolean;
}

/** The field for a whole payload. */
export function rootField(value: unknown, context: FieldContext): Field {
  return fieldOf(context.root, value, { path: [], label: "Payload", required: true }, context);
}

function fieldOf(schema: unknown, value: unknown, place: Place, context: FieldContext): Field {
  const { root } = context;
  const outer = resolveSchema(schema, root);
  const key = pathKey(place.path);
  const branches = controlOf(outer, root) === "union" ? unionOf(outer, value, key, context) : undefined;
  const own = branches ? (branches.schemas[branches.chosen] ?? {}) : outer;
  const wanted = controlOf(own, root);
  const takes = value === absent || wanted === "choice" || wanted === "constant" || controlTakes(wanted, value);
  return {
    path: place.path,
    key,
    label: place.label,
    control: takes && wanted !== "union" ? wanted : "json",
    schema: own,
    value,
    required: place.required,
    free: place.free ?? false,
    item: place.item ?? false,
    help: textIn(outer, "description") ?? textIn(own, "description"),
    fallback: "default" in outer ? outer["default"] : absent,
    mismatch: takes ? undefined : expected(wanted),
    choices: wanted === "choice" ? choicesOf(own, root) : undefined,
    branches,
  };
}

function unionOf(schema: JsonSchema, value: unknown, key: string, { root, branches: chosenByHand }: FieldContext): Field["branches"] {
  const schemas = branchesOf(schema, root) ?? [];
  const byHand = chosenByHand.get(key);
  const chosen = byHand !== undefined && byHand < schemas.length ? byHand : value === absent ? 0 : branchFor(value, schemas, root);
  return { names: namesOf(schemas, root), chosen, schemas };
}

function namesOf(schemas: readonly JsonSchema[], root: JsonSchema): readonly string[] {
  const names = schemas.map((schema) => branchName(schema, root));
  return names.map((name, index) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} ${index + 1}`));
}

function branchName(schema: JsonSchema, root: JsonSchema): string {
  const title = textIn(schema, "title");
  if (title) return title;
  const constants = constantsOf(schema, root);
  if (constants.length > 0) return constants.map(([, value]) => String(value)).join(", ");
  const control = controlOf(schema, root);
  if (control === "constant") return JSON.stringify(schema["const"]);
  const keys = control === "object" ? propertiesOf(schema).map(([key]) => key) : [];
  return keys.length > 0 ? `{ ${keys.slice(0, 3).join(", ")}${keys.length > 3 ? ", …" : ""} }` : expected(control);
}

const nouns: Readonly<Record<Control, string>> = {
  object: "object",
  list: "list",
  text: "text",
  number: "number",
  flag: "true or false",
  choice: "one of several",
  constant: "constant",
  nothing: "null",
  bigint: "big integer",
  date: "date",
  union: "one of several",
  never: "nothing",
  json: "any value",
};

function expected(control: Control): string {
  return nouns[control];
}

/** The fields inside of an object or list that is there. */
export function childrenOf(field: Field, context: FieldContext, most = Number.POSITIVE_INFINITY): readonly Field[] {
  const { control, value } = field;
  if (control === "object" && isPlainObject(value)) return members(field, value, context);
  return control === "list" && isPlainList(value) ? items(field, value, context, most) : [];
}

function members({ path, schema }: Field, value: Readonly<Record<string, unknown>>, context: FieldContext): readonly Field[] {
  const required = requiredOf(schema);
  const named = propertiesOf(schema);
  const names = new Set(named.map(([name]) => name));
  const fields = named.map(([name, property]) =>
    fieldOf(
      property,
      Object.hasOwn(value, name) ? present(value[name]) : absent,
      { path: [...path, name], label: name, required: required.has(name) },
      context,
    ),
  );
  const rest = restOf(schema) ?? {};
  for (const [name, member] of Object.entries(value)) {
    if (names.has(name)) continue;
    fields.push(fieldOf(rest, present(member), { path: [...path, name], label: name, required: required.has(name), free: !required.has(name) }, context));
  }
  return fields.filter(({ control, value: member }) => control !== "never" || member !== absent);
}

// A member that is there and undefined shows as one that is not; the value keeps it as it is.
function present(value: unknown): unknown {
  return value === undefined ? absent : value;
}

function items({ path, schema }: Field, value: readonly unknown[], context: FieldContext, most: number): readonly Field[] {
  const { first, rest } = itemsOf(schema);
  const count = Math.min(most, Math.max(value.length, first.length));
  return Array.from({ length: count }, (_, index) => {
    const fixed = index < first.length;
    const held = present(value[index]);
    return fieldOf(fixed ? first[index] : rest, held, { path: [...path, index], label: String(index), required: true, item: !fixed }, context);
  });
}

/** Whether a list can take one more, or an object another key. */
export function growsOf({ control, schema, value }: Field, root: JsonSchema): boolean {
  if (control === "object") return restOf(schema) !== undefined;
  if (control !== "list" || !isPlainList(value)) return false;
  const { first, rest } = itemsOf(schema);
  const most = numberIn(schema, "maxItems") ?? Number.POSITIVE_INFINITY;
  return value.length < most && value.length >= first.length && controlOf(resolveSchema(rest, root), root) !== "never";
}

/** The schema of what is added to a list or an object. */
export function newcomerOf({ control, schema }: Field): unknown {
  return control === "list" ? itemsOf(schema).rest : (restOf(schema) ?? {});
}
