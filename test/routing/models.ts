import type { Selector } from "../../src/routing/index.ts";
import { matches } from "../../src/routing/index.ts";

/** What a selector selects, from the definition of each kind. Only globs are left to the implementation, which CPython's answers check. */
function selects(selector: Selector, topic: string, type: string): boolean {
  if (typeof selector === "string") return topicMatches(selector.split("."), topic.split("."));
  if (selector instanceof RegExp) return new RegExp(selector.source, selector.flags).test(topic);
  if ("glob" in selector) return matches(selector, topic, type);
  return "type" in selector ? selector.type === type : selector.some((member) => selects(member, topic, type));
}

/** AMQP topic matching in its plainest form. */
export function topicMatches(pattern: readonly string[], topic: readonly string[]): boolean {
  const [head, ...rest] = pattern;
  if (head === undefined) return topic.length === 0;
  if (head === "#") return topicMatches(rest, topic) || (topic.length > 0 && topicMatches(pattern, topic.slice(1)));
  return topic.length > 0 && (head === "*" || head === topic[0]) && topicMatches(rest, topic.slice(1));
}

/** A routing table that asks every selector every time. */
export class NaiveTable {
  readonly #rows: { readonly selector: Selector; readonly target: number }[] = [];

  get size(): number {
    return this.#rows.length;
  }

  add(selector: Selector, target: number): void {
    this.#rows.push({ selector, target });
  }

  remove(target: number): void {
    const index = this.#rows.findIndex((row) => row.target === target);
    if (index >= 0) this.#rows.splice(index, 1);
  }

  match(topic: string, type: string): number[] {
    return this.#rows.filter(({ selector }) => selects(selector, topic, type)).map(({ target }) => target);
  }
}
