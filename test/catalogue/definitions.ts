import type { EventDefinition, EventKind } from "eventdeck";
import * as catalogue from "eventdeck/catalogue";

/** A definition as a list hands it out: its payload's type is forgotten. */
export type AnyDefinition = EventDefinition<string, unknown, unknown, string>;

/** Every exported definition by the name of its export. */
export const definitions: readonly (readonly [name: string, definition: AnyDefinition])[] = Object.entries(catalogue).flatMap(([name, value]) =>
  isDefinition(value) ? [[name, value] as const] : [],
);

/** Every exported list of definitions by the family's name. */
export const families: readonly (readonly [family: string, list: readonly EventKind[]])[] = Object.entries(catalogue).flatMap(([name, value]) =>
  Array.isArray(value) ? [[name.replace(/Events$/, ""), value as readonly EventKind[]] as const] : [],
);

function isDefinition(value: unknown): value is AnyDefinition {
  return typeof value === "function" && "schema" in value;
}
