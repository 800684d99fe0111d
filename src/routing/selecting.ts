import { compileLeaf, leavesOf } from "./selector-leaf.ts";
import type { Selector } from "./selector.ts";

/**
 * A test for what a selector selects; for many targets at once there is `RoutingTable`.
 *
 * @throws TypeError for a bad selector, naming place and cure
 */
export function compileSelector(selector: Selector): (topic: string, type: string) => boolean {
  const tests = leavesOf(selector).map(compileLeaf);
  return (topic, type) => tests.some((test) => test(topic, type));
}

/**
 * Whether a selector selects an event of this topic and type, once. Compile it where it is asked again.
 *
 * @throws TypeError for a bad selector, naming place and cure
 */
export function matches(selector: Selector, topic: string, type: string): boolean {
  return compileSelector(selector)(topic, type);
}

/**
 * A selector as people read it: `cart.* | glob(a?) | /^x/i`. A definition shows its type, an empty array "nothing".
 *
 * @throws TypeError for a bad selector, naming place and cure
 */
export function describeSelector(selector: Selector): string {
  const texts = leavesOf(selector).map(({ kind, text }) => (kind === "glob" ? `glob(${text})` : text));
  return texts.join(" | ") || "nothing";
}
