import { freeze, type Patch } from "immer";

/**
 * A state after lists of patches, in their order. Unlike immer's own function it puts in the very values of the patches instead of copies, so that
 * what two moments have in common stays identical, and members of a set are found again. What it changes it copies once, however many patches.
 */
export function applyPatches<State>(state: State, lists: readonly (readonly Patch[])[]): State {
  const holder = { state: state as unknown };
  const copies = new Set<object>([holder]);
  for (const patches of lists) for (const patch of patches) applyPatch(holder, patch, copies);
  copies.delete(holder);
  for (const copy of copies) freeze(copy);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the patches were made from states of this type
  return holder.state as State;
}

function applyPatch(holder: { state: unknown }, { op, path, value }: Patch, copies: Set<object>): void {
  let target: object = holder;
  let key: unknown = "state";
  for (const next of path) {
    target = ownMember(target, key, copies);
    key = next;
  }
  if (target instanceof Set) {
    if (op === "add") target.add(value);
    else target.delete(value);
  } else if (target instanceof Map) {
    if (op === "remove") target.delete(key);
    else target.set(key, value);
  } else if (Array.isArray(target) && op !== "replace") {
    if (op === "add") target.splice(Number(key), 0, value);
    else target.splice(Number(key), 1);
  } else if (op === "remove") Reflect.deleteProperty(target, key as PropertyKey);
  else Reflect.set(target, key as PropertyKey, value);
}

/** The container under a key, as a copy that may be changed. */
function ownMember(target: object, key: unknown, copies: Set<object>): object {
  const member: unknown = target instanceof Map ? target.get(key) : Reflect.get(target, key as PropertyKey);
  if (typeof member !== "object" || member === null) throw new TypeError("A patch leads nowhere.");
  if (copies.has(member)) return member;
  const copy = copyOf(member);
  copies.add(copy);
  if (target instanceof Map) target.set(key, copy);
  else Reflect.set(target, key as PropertyKey, copy);
  return copy;
}

function copyOf(container: object): object {
  if (Array.isArray(container)) return container.slice();
  if (container instanceof Map) return new Map(container);
  if (container instanceof Set) return new Set(container);
  const prototype: unknown = Object.getPrototypeOf(container);
  return prototype === Object.prototype ? { ...container } : Object.assign(Object.create(prototype as object | null), container);
}
