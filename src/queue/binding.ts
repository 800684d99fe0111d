import type { BusEvent } from "../event/index.ts";
import { compileSelector, leavesOf, type Selector } from "../routing/index.ts";

/** A selector as the bus has to be asked for it, and whether an event that comes then enters the queue. */
export interface Binding {
  readonly selector: Selector;
  /** `undefined`: all that come enter. */
  readonly enters: ((event: BusEvent) => boolean) | undefined;
}
type Words = readonly [lane: string, word: string];

/** Where a producer keeps a priority of 0 to 10, of which 10 is critical. */
const levelHeader = "priority-level";
const highestLevel = 10;
const priorityWords = ["immediate", "normal", "deferred", "low", "high", "critical"];

/**
 * What an event may be called after its topic in a routing key: its lane, and the word of systems that know four: `low` is deferred, `high` immediate, and
 * `critical` what is immediate with the header `priority-level` at 10, which is how `eventdeck/catalogue` writes it.
 */
function wordsOf({ priority, headers }: BusEvent): Words {
  if (priority === "normal") return ["normal", "normal"];
  if (priority === "deferred") return ["deferred", "low"];
  return ["immediate", headers[levelHeader] === highestLevel ? "critical" : "high"];
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
