import { placeholder } from "../event/index.ts";
import type { CopyAny } from "./copy-members.ts";
import { copyMembers, put } from "./copy-members.ts";
import type { CopyWalk } from "./copy-walk.ts";
import { describeNode } from "./describe-node.ts";
import { platformFields, readsAsSecret } from "./platform-fields.ts";
import { platformCall, platformGet } from "./platform.ts";
import { hideSecretHeaders } from "./secrets.ts";

const descriptionBytes = 64;

/** An instance of a class as a plain object that names the class: its own members, and what the platform's getters say of the platform's objects. */
export function copyInstance(walk: CopyWalk, source: object, names: readonly string[], copyAny: CopyAny): unknown {
  const node = names.includes("Node") ? describeNode(source) : undefined;
  if (node !== undefined) {
    walk.spend(descriptionBytes + node.length);
    return placeholder(node);
  }
  const copy: Record<string, unknown> = { $class: names[0] ?? "Object" };
  walk.copies.set(source, copy);
  walk.spend(descriptionBytes);
  const known = fieldsOf(source, names);
  for (const [name, value] of known) put(copy, name, copyAny(walk, value));
  copyMembers(walk, source, copy, copyAny, ["isTrusted"]);
  return copy;
}

/** What is worth knowing of an object of the platform's, by the platform's own getters. */
function fieldsOf(source: object, names: readonly string[]): readonly (readonly [string, unknown])[] {
  const fields = names.toReversed().flatMap((name) => (platformFields[name] ?? []).flatMap((field) => read(name, field, source)));
  const items = names.flatMap((name) => (name === "Headers" || name === "FormData" || name === "URLSearchParams" ? listed(name, source) : []));
  return [...fields, ...items];
}

function read(owner: string, field: string, source: object): (readonly [string, unknown])[] {
  try {
    const value = readsAsSecret(field, source) ? "[redacted]" : platformGet(owner, field, source);
    return value === undefined || value === null ? [] : [[field, value]];
  } catch {
    // A class of the application's that happens to bear the name, or a field that this platform does not have.
    return [];
  }
}

/** Names and values, one by one; several of one name in an array. */
function listed(owner: "Headers" | "FormData" | "URLSearchParams", source: object): (readonly [string, unknown])[] {
  const values = new Map<string, unknown[]>();
  try {
    const add = (value: unknown, name: string): void => void values.set(name, [...(values.get(name) ?? []), value]);
    platformCall(owner, "forEach", source, [add]);
  } catch {
    return [];
  }
  const items = Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
  return [["items", owner === "Headers" ? hideSecretHeaders(items) : items]];
}
