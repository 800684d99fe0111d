import type { BusEvent } from "../event/index.ts";
import { compileSelector, leavesOf, type Selector } from "../routing/index.ts";

/** A selector as the bus has to be asked for it, and whether an event that comes then enters the queue. */
export interface Binding {
  readonly selector: Selector;
  /** `undefined`: all that come enter. */
  readonly enters: ((event: BusEvent) => boolean) | undefined;
}

/** Where a producer keeps a priority of 0 to 10, of which 10 is critical. */
const levelHeader = "priority-level";
const highestLevel = 10;
const priorityWords = ["immediate", "normal", "deferred", "low", "high", "critical"];

/**
 * What an event may be called after its topic in a routing key: its lane, and the word of systems that know four. `low` is deferred; `high` and `critical` are
 * immediate, which of them the header `priority-level` says, as `eventdeck/catalogue` writes it: `critical` is 10. Without one an immediate event may be either.
 */
function wordsOf({ priority, headers }: BusEvent): readonly string[] {
  if (priority === "normal") return ["normal"];
  if (priority === "deferred") return ["deferred", "low"];
  const level = headers[levelHeader];
  if (level === undefined) return ["immediate", "high", "critical"];
  return ["immediate", level === highestLevel ? "critical" : "high"];
}

/**
 * What a queue's `bind` comes to: a pattern binds when it matches the topic, or the routing key `{topic}.{priority}`; a definition by type.
 *
 * @throws TypeError for a bad selector, naming place and cure
 */
export function compileBinding(bind: Selector): Binding {
  const plain = compileSelector(bind);
  const wider: string[] = [];
  let keyed = false;
  for (const { kind, text } of leavesOf(bind)) {
    if (kind === "glob" || kind === "expression") {
      keyed = true;
      wider.push("#");
    } else if (kind !== "type") {
      // The last word of a routing key is the priority: what is before it is asked of the topic.
      const dot = text.lastIndexOf(".");
      const last = text.slice(dot + 1);
      if (dot < 0 || (last !== "*" && !priorityWords.includes(last))) continue;
      keyed = true;
      wider.push(text.slice(0, dot));
    }
  }
  if (!keyed) return { selector: bind, enters: undefined };
  return {
    selector: [bind, ...wider],
    enters: (event) => plain(event.topic, event.type) || wordsOf(event).some((word) => plain(`${event.topic}.${word}`, "")),
  };
}
