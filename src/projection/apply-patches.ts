import { freeze, type Patch } from "immer";
import { copyOf, isContainer, memberOf } from "./container.ts";

/**
 * A frozen state after lists of patches, in their order, as `patchesBetween` makes them. What changes is copied once, however many patches there are. Unlike
 * immer's own function it puts in the very values of the patches instead of copies, so that what two moments have in common is identical in both.
 */
export function applyPatches<State>(state: State, lists: readonly (readonly Patch[])[]): State {
  const holder: { state: State } = { state };
  const copies = new Set<object>([holder]);
  for (const patches of lists) for (const patch of patches) applyPatch(holder, patch, copies);
  copies.delete(holder);
  for (const copy of copies) freeze(copy);
  return holder.state;
}

function applyPatch(holder: object, patch: Patch, copies: Set<object>): void {
  let target = holder;
  let key: string | number = "state";
  for (const next of patch.path) {
    target = memberToChange(target, key, copies);
    key = next;
  }
  applyStep(target, key, patch);
}

/** The last step of a patch, where its path has led. */
export function applyStep(target: object, key: string | number, { op, value }: Pick<Patch, "op" | "value">): void {
  if (target instanceof Set) {
    if (op === "add") target.add(value);
    else target.delete(value);
  } else if (target instanceof Map) {
    if (op === "remove") target.delete(key);
    else target.set(key, value);
  } else if (Array.isArray(target) && op !== "replace") {
    if (op === "add") target.splice(Number(key), 0, value);
    else target.splice(Number(key), 1);
  } else if (op === "remove") Reflect.deleteProperty(target, key);
  else Reflect.set(target, key, value);
}

/** The container under a key, as a copy of ours. */
function memberToChange(target: object, key: string | number, copies: Set<object>): object {
  const member = memberOf(target, key);
  if (!isContainer(member)) throw new TypeError(`A patch leads to "${String(key)}", where there is nothing to change.`);
  if (copies.has(member)) return member;
  const copy = copyOf(member);
  copies.add(copy);
  if (target instanceof Map) target.set(key, copy);
  else Reflect.set(target, key, copy);
  return copy;
}
