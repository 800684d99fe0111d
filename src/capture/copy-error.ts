import type { CopyAny } from "./copy-members.ts";
import { copyMembers } from "./copy-members.ts";
import type { CopyWalk } from "./copy-walk.ts";
import { errorMember } from "./platform.ts";

/** What says what an error is, most of it not enumerable. */
const hidden = ["message", "stack", "cause", "errors"] as const;

/** An error as an error, whatever its class: name, message, stack, causes, and what the application added. `undefined` for what is none. */
export function copyError(walk: CopyWalk, source: object, names: readonly string[], copyAny: CopyAny): Error | undefined {
  // An error of another frame or realm is an error by the name of its class only.
  if (!(source instanceof Error) && !names.includes("Error") && !names.includes("DOMException")) return undefined;
  const copy = new Error();
  walk.copies.set(source, copy);
  const present = ["name", ...hidden.filter((key) => key in source)];
  // Its own stack would tell of this function, when the error to copy has none.
  define(copy, "stack", undefined);
  walk.fill(0, {
    count: present.length,
    one: "part of the error",
    several: "parts of the error",
    copy: (index) => {
      const key = present[index]!;
      define(copy, key, copyAny(walk, key === "name" ? nameOf(source, names) : errorMember(source, key)));
    },
    cut: (what) => Object.assign(copy, { $cut: what }),
  });
  copyMembers(walk, source, copy, copyAny, present);
  return copy;
}

function nameOf(source: object, names: readonly string[]): unknown {
  const name = errorMember(source, "name");
  // Many classes of errors forget to say their name.
  return name === "Error" || typeof name !== "string" ? (names[0] ?? "Error") : name;
}

function define(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
}
