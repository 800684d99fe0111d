import { compileLeaf, type Leaf, leavesOf } from "./selector-leaf.ts";
import type { Selector } from "./selector.ts";
import { TopicTrie } from "./topic-pattern.ts";

/** What one `add` put in; found once for each leaf of its selector that matches. */
interface Route<Target> {
  readonly order: number;
  readonly target: Target;
}
interface TestedRoute<Target> {
  readonly test: (topic: string, type: string) => boolean;
  readonly route: Route<Target>;
}

/**
 * Who gets it: targets by what their selectors match.
 *
 * Texts without wildcards and definitions are looked up, wildcards share a trie, globs and regular expressions are tried one by one. Answers are the caller's to remember, by `version`.
 */
export class RoutingTable<Target> {
  readonly #byTopic = new Map<string, Route<Target>[]>();
  readonly #byType = new Map<string, Route<Target>[]>();
  readonly #byWords = new TopicTrie<Route<Target>>();
  readonly #tested: TestedRoute<Target>[] = [];
  #additions = 0;
  #removals = 0;

  /** Changes (grows) with every add and remove: a caller that caches answers compares it. */
  get version(): number {
    return this.#additions + this.#removals;
  }

  /** How many targets are in. */
  get size(): number {
    return this.#additions - this.#removals;
  }

  /** How many keys, trie nodes and tests are held for them: 0 when every target was removed, so that a test can tell a leak. */
  get nodeCount(): number {
    return this.#byTopic.size + this.#byType.size + this.#byWords.nodeCount + this.#tested.length;
  }

  /**
   * Adds a target under a selector. One that is added twice stands for two.
   *
   * @returns what removes it again; further calls do nothing
   * @throws TypeError for a bad selector, naming place and cure
   */
  add(selector: Selector, target: Target): () => void {
    const leaves = leavesOf(selector);
    const route = { order: ++this.#additions, target };
    let removers: (() => void)[] | undefined = leaves.map((leaf) => this.#place(leaf, route));
    return () => {
      if (!removers) return;
      for (const remove of removers) remove();
      removers = undefined;
      this.#removals++;
    };
  }

  /** Targets whose selector matches, in the order they were added, each once however many members of its selector match. The array is the caller's. */
  match(topic: string, type: string): readonly Target[] {
    return targetsOf(this.#routesTo(topic, type));
  }

  #place(leaf: Leaf, route: Route<Target>): () => void {
    if (leaf.kind === "topic") return addToList(this.#byTopic, leaf.text, route);
    if (leaf.kind === "type") return addToList(this.#byType, leaf.text, route);
    if (leaf.kind === "words") return this.#byWords.add(leaf.text, route);
    const tested = { test: compileLeaf(leaf), route };
    this.#tested.push(tested);
    return () => removeFrom(this.#tested, tested);
  }

  #routesTo(topic: string, type: string): Route<Target>[] {
    const found: Route<Target>[] = [];
    const byTopic = this.#byTopic.get(topic);
    if (byTopic) for (const route of byTopic) found.push(route);
    const byType = this.#byType.get(type);
    if (byType) for (const route of byType) found.push(route);
    this.#byWords.collect(topic, found);
    for (const { test, route } of this.#tested) if (test(topic, type)) found.push(route);
    return found;
  }
}

function addToList<Item>(lists: Map<string, Item[]>, key: string, item: Item): () => void {
  const list = lists.get(key) ?? [];
  list.push(item);
  lists.set(key, list);
  return () => {
    removeFrom(list, item);
    if (list.length === 0) lists.delete(key);
  };
}

function removeFrom<Item>(list: Item[], item: Item): void {
  list.splice(list.indexOf(item), 1);
}

/** In order and each route once. They come few and nearly sorted as a rule, where inserting takes a fifth of `sort`'s time. */
function targetsOf<Target>(routes: Route<Target>[]): readonly Target[] {
  if (routes.length === 1) return [routes[0]!.target];
  if (routes.length <= 32) insertionSort(routes);
  else routes.sort((a, b) => a.order - b.order);
  const targets: Target[] = [];
  let last: Route<Target> | undefined;
  for (const route of routes) {
    if (route !== last) targets.push(route.target);
    last = route;
  }
  return targets;
}

function insertionSort(routes: Route<unknown>[]): void {
  for (let index = 1; index < routes.length; index++) {
    const route = routes[index]!;
    let hole = index;
    for (; hole > 0 && routes[hole - 1]!.order > route.order; hole--) routes[hole] = routes[hole - 1]!;
    routes[hole] = route;
  }
}
