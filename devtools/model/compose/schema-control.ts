import type { JsonSchema } from "../../target/index.ts";
import { branchesOf, choicesOf, isNever, isSchema, propertiesOf, restOf } from "./schema-read.ts";

/** With what a value is edited. `json` is for what a form has no control for. */
export type Control = "object" | "list" | "text" | "number" | "flag" | "choice" | "constant" | "nothing" | "bigint" | "date" | "union" | "never" | "json";

const byType: Readonly<Record<string, Control>> = {
  object: "object",
  array: "list",
  string: "text",
  number: "number",
  integer: "number",
  boolean: "flag",
  null: "nothing",
};

/** The control for a resolved schema. */
export function controlOf(schema: JsonSchema, root: JsonSchema): Control {
  if (isNever(schema)) return "never";
  if ("const" in schema) return "constant";
  if (choicesOf(schema, root)) return "choice";
  if (branchesOf(schema, root)) return "union";
  const mark = schema["x-eventdeck"];
  if (mark === "bigint" || mark === "date") return mark;
  const { type } = schema;
  if (typeof type === "string") return byType[type] ?? "json";
  if (propertiesOf(schema).length > 0 || (isSchema(schema["additionalProperties"]) && restOf(schema))) return "object";
  return "items" in schema || "prefixItems" in schema ? "list" : "json";
}

/** Whether a value is of the kind that a control can show and change without loss. */
export function controlTakes(control: Control, value: unknown): boolean {
  switch (control) {
    case "object":
      return isPlainObject(value);
    case "list":
      return isPlainList(value);
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "flag":
      return typeof value === "boolean";
    case "nothing":
      return value === null;
    case "bigint":
      return typeof value === "bigint";
    case "date":
      return value instanceof Date;
    case "never":
      return false;
    default:
      return true;
  }
}

/** A plain object of data fields only: no class, no getter that would have to be run, no member under a symbol. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  try {
    const prototype: unknown = Object.getPrototypeOf(value);
    return (prototype === null || isObjectPrototype(prototype)) && holdsData(value, Reflect.ownKeys(value));
  } catch {
    // A proxy that does not want to be looked at.
    return false;
  }
}

/** An array without holes and without members beside its items. */
export function isPlainList(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value)) return false;
  try {
    const keys = Reflect.ownKeys(value);
    return keys.length === value.length + 1 && Object.getPrototypeOf(value)?.constructor?.name === "Array" && holdsData(value, keys.slice(0, -1));
  } catch {
    return false;
  }
}

// An object of another window has that window's prototype.
function isObjectPrototype(prototype: unknown): boolean {
  return typeof prototype === "object" && prototype !== null && Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

function holdsData(value: object, keys: readonly (string | symbol)[]): boolean {
  return keys.every((key) => {
    if (typeof key === "symbol") return false;
    const descriptor = Object.getOwnPropertyDescriptor(value, key);
    return descriptor !== undefined && "value" in descriptor && descriptor.enumerable === true;
  });
}
