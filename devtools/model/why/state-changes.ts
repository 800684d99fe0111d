import type { StateChange, StatePatch } from "../../target/index.ts";
import { codePath, type Step } from "../value/value-path.ts";
import { valueText } from "../value/value-text.ts";

/** What an event did to the projections, in the order in which they are read. */
export interface StateChanges {
  readonly changed: readonly StateChange[];
  /** Names of those that it changed nothing in. */
  readonly unchanged: readonly string[];
  /** Those of which that is not known, with the reason. */
  readonly unknown: readonly StateChange[];
}

/** Sorts projections by what an event did to them. */
export function sortChanges(changes: readonly StateChange[]): StateChanges {
  return {
    changed: changes.filter(({ patches, unknown }) => patches.length > 0 && unknown === undefined),
    unchanged: changes.filter(({ patches, unknown }) => patches.length === 0 && unknown === undefined).map(({ name }) => name),
    unknown: changes.filter(({ unknown }) => unknown !== undefined),
  };
}

/** One change of a state: where, and to what. */
export interface PatchText {
  readonly op: StatePatch["op"];
  /** As it would be written in a program: `cart.items[2].price`. */
  readonly path: string;
  readonly value: string;
}

/** A patch as a line of text. @param name - of the projection */
export function patchText(name: string, { op, path, value }: StatePatch): PatchText {
  const steps = path.map((key): Step => (typeof key === "number" ? { kind: "index", index: key } : { kind: "field", key }));
  return { op, path: codePath(steps, name), value: op === "remove" ? "" : valueText(value) };
}
