import type { Patch } from "immer";

/**
 * Patches with the very values that stand in a state, where immer has copied what it met as a draft. Then two states share what they have in common, and
 * members of a set are found again.
 *
 * @returns `exact: false` when a value was not where its patch says: then immer may have missed something, which it does when one draft is put in two places
 */
export function exactPatches(patches: readonly Patch[], state: unknown): { readonly patches: readonly Patch[]; readonly exact: boolean } {
  let exact = true;
  const found = patches.map((patch) => {
    const { op, path, value } = patch;
    if (op === "remove" || typeof value !== "object" || value === null) return patch;
    const parent = path.length === 0 ? { state } : memberAt(state, path, path.length - 1);
    if (parent instanceof Set ? parent.has(value) : Object.is(memberOf(parent, path.at(-1) ?? "state"), value)) return patch;
    exact = false;
    return parent instanceof Set ? patch : { op, path, value: memberOf(parent, path.at(-1) ?? "state") };
  });
  return { patches: found, exact };
}

function memberAt(state: unknown, path: readonly unknown[], depth: number): unknown {
  let member = state;
  for (let index = 0; index < depth; index++) member = memberOf(member, path[index]);
  return member;
}
export function memberOf(container: unknown, key: unknown): unknown {
  if (typeof container !== "object" || container === null) return undefined;
  return container instanceof Map ? container.get(key) : Reflect.get(container, isKey(key) ? key : String(key));
}
export function isKey(key: unknown): key is PropertyKey {
  return typeof key === "string" || typeof key === "number" || typeof key === "symbol";
}
