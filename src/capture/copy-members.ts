import { placeholder } from "../event/index.ts";
import type { CopyWalk } from "./copy-walk.ts";
import { cutKey, cutText } from "./cut.ts";

/** Copies a value of any kind: handed in, since containers hold each other. */
export type CopyAny = (walk: CopyWalk, value: unknown) => unknown;

const objectBytes = 24;
const memberBytes = 8;
const maxKeyLength = 200;

/** Copies the own enumerable members of an object. A member that is named by a symbol is named by its text. */
export function copyMembers(walk: CopyWalk, source: object, target: object, copyAny: CopyAny, left: readonly PropertyKey[] = []): void {
  const keys = Reflect.ownKeys(source).filter((key) => !left.includes(key));
  walk.fill(objectBytes, {
    count: keys.length,
    one: "member",
    several: "members",
    copy: (index) => {
      const key = keys[index]!;
      const found = Object.getOwnPropertyDescriptor(source, key);
      if (!found?.enumerable) return;
      const name = nameFor(target, key, walk.shares);
      // One byte a character, as history counts texts.
      walk.spend(memberBytes + name.length);
      put(target, name, found.get || found.set ? placeholder("a getter") : copyAny(walk, found.value));
    },
    cut: (what) => put(target, nameFor(target, cutKey, false), what),
  });
}

/** Puts in an own member of any name: assigning to `__proto__` would change the prototype. */
export function put(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}

/** A name that is still free: two symbols may have one text, and a member of the application's may be called as ours. */
function nameFor(target: object, key: PropertyKey, shortens: boolean): string {
  const text = String(key);
  let name = shortens && text.length > maxKeyLength ? cutText(text, maxKeyLength) : text;
  while (Object.hasOwn(target, name)) name = `${name}'`;
  return name;
}
