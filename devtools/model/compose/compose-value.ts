import { define } from "./schema-blank.ts";
import { isPlainList, isPlainObject } from "./schema-control.ts";

/** Where a value stands inside of another. */
export type Path = readonly (string | number)[];

/** A path as text, to know it by. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

/** A path as a person would write it: `items[0].sku`. */
export function pathText(path: Path): string {
  return path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("");
}

/** The value with another one at a path. Everything beside the path is shared with the old value, whatever it is. */
export function setAt(value: unknown, path: Path, next: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return next;
  return withMember(value, key, setAt(memberOf(value, key), rest, next));
}

/** The value without what stands at a path; the items after it move up. Of nothing, nothing is left. */
export function removeAt(value: unknown, path: Path): unknown {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  if (key === undefined) return undefined;
  const holder = valueAt(value, parent);
  if (isPlainList(holder) && typeof key === "number") return setAt(value, parent, holder.toSpliced(key, 1));
  if (!isPlainObject(holder) || !Object.hasOwn(holder, key)) return value;
  return setAt(
    value,
    parent,
    fromEntries(
      Object.entries(holder).filter(([each]) => each !== key),
      holder,
    ),
  );
}

/** Puts an item somewhere else in its list. */
export function moveAt(value: unknown, path: Path, by: number): unknown {
  const parent = path.slice(0, -1);
  const from = path.at(-1);
  const list = valueAt(value, parent);
  if (!isPlainList(list) || typeof from !== "number") return value;
  const to = Math.max(0, Math.min(list.length - 1, from + by));
  return setAt(value, parent, list.toSpliced(from, 1).toSpliced(to, 0, list[from]));
}

/** Calls a member by another name, in its place. */
export function renameAt(value: unknown, path: Path, name: string): unknown {
  const parent = path.slice(0, -1);
  const holder = valueAt(value, parent);
  if (!isPlainObject(holder)) return value;
  return setAt(
    value,
    parent,
    fromEntries(
      Object.entries(holder).map(([key, member]) => [key === path.at(-1) ? name : key, member]),
      holder,
    ),
  );
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(memberOf, value);
}

function memberOf(value: unknown, key: string | number): unknown {
  if (isPlainList(value)) return typeof key === "number" ? value[key] : undefined;
  return isPlainObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function withMember(value: unknown, key: string | number, member: unknown): unknown {
  if (typeof key === "number") {
    const list = isPlainList(value) ? [...value] : [];
    while (list.length < key) list.push(undefined);
    list[key] = member;
    return list;
  }
  const copy = isPlainObject(value) ? fromEntries(Object.entries(value), value) : {};
  define(copy, key, member);
  return copy;
}

/** @param like what has the prototype that the new one gets: a plain object's, or none */
function fromEntries(entries: readonly (readonly [string, unknown])[], like: object): Record<string, unknown> {
  const object: Record<string, unknown> = Object.setPrototypeOf({}, Object.getPrototypeOf(like));
  for (const [key, member] of entries) define(object, key, member);
  return object;
}
