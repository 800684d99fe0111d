import type { Listener } from "../../target/index.ts";

const everything: ReadonlySet<string> = new Set(["#", "glob(**)"]);

/** Those who are subscribed to every type: loggers, mirrors, wiretaps. That they hear a type does not say that anything is done about it. */
export function catchAlls(listeners: readonly Listener[]): readonly Listener[] {
  return listeners.filter(({ selector }) => everything.has(selector));
}
