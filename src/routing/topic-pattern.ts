/** Whether a pattern has a word `*` or `#`, and so may match topics other than its own text. */
export function hasWildcard(pattern: string): boolean {
  return /(^|\.)[*#](\.|$)/.test(pattern);
}

/** A test of whole topics against one pattern. */
export function compileTopicPattern(pattern: string): (topic: string) => boolean {
  const trie = new TopicTrie<string>();
  trie.add(pattern, pattern);
  return (topic) => {
    const found: string[] = [];
    trie.collect(topic, found);
    return found.length > 0;
  };
}

class TrieNode<Value> {
  /** Added under the pattern that ends here, oldest first. */
  readonly values: Value[] = [];
  /** Children by literal word. */
  words: Map<string, TrieNode<Value>> | undefined = undefined;
  /** Child under `*`. */
  one: TrieNode<Value> | undefined = undefined;
  /** Child under `#`. */
  some: TrieNode<Value> | undefined = undefined;
  /** The search that reached this node last; kept for `#` only. */
  reachedBy = 0;
  readonly parent: TrieNode<Value> | undefined;
  readonly word: string;
  readonly isHash: boolean;

  constructor(parent?: TrieNode<Value>, word = "") {
    this.parent = parent;
    this.word = word;
    this.isHash = word === "#";
  }

  get isEmpty(): boolean {
    return !this.words && !this.one && !this.some && this.values.length === 0;
  }

  child(word: string): TrieNode<Value> | undefined {
    return word === "*" ? this.one : word === "#" ? this.some : this.words?.get(word);
  }

  setChild(word: string, child: TrieNode<Value> | undefined): void {
    if (word === "*") this.one = child;
    else if (word === "#") this.some = child;
    else if (child) (this.words ??= new Map()).set(word, child);
    else if (this.words?.delete(word) && this.words.size === 0) this.words = undefined;
  }
}

/**
 * Values under AMQP topic patterns, which share their beginnings: words separated by `.`, `*` exactly one word, `#` zero or more. A pattern's nodes go when
 * its last value does.
 *
 * A search walks all matching branches side by side, word by word. A `#` stays reached once it is, so no node is looked at twice for one word, and the cost
 * is bounded by words × nodes whatever the patterns, `#.a.#.a.#.b` included.
 *
 * @see https://www.rabbitmq.com/tutorials/amqp-concepts#exchange-topic
 */
export class TopicTrie<Value> {
  readonly #root = new TrieNode<Value>();
  #nodes = 0;
  #searches = 0;
  // Overwritten by every search, never cleared: two new lists for each word made a search a sixth slower.
  readonly #reached: TrieNode<Value>[] = [];
  readonly #next: TrieNode<Value>[] = [];

  /** How many nodes there are below the root; 0 when every value was removed. */
  get nodeCount(): number {
    return this.#nodes;
  }

  /** @returns what removes the value again; to be called once */
  add(pattern: string, value: Value): () => void {
    let node = this.#root;
    for (const word of pattern === "" ? [] : pattern.split(".")) {
      let child = node.child(word);
      if (!child) {
        child = new TrieNode(node, word);
        node.setChild(word, child);
        this.#nodes++;
      }
      node = child;
    }
    node.values.push(value);
    return () => this.#remove(node, value);
  }

  #remove(from: TrieNode<Value>, value: Value): void {
    from.values.splice(from.values.indexOf(value), 1);
    for (let node = from; node.parent && node.isEmpty; node = node.parent) {
      node.parent.setChild(node.word, undefined);
      this.#nodes--;
    }
  }

  /** Appends the values whose pattern matches, in no order; one added under several patterns comes once for each. */
  collect(topic: string, found: Value[]): void {
    const search = ++this.#searches;
    let reached = this.#reached;
    let next = this.#next;
    let count = reach(this.#root, search, reached, 0, found);
    // The empty topic has no words at all.
    let start = topic === "" ? 1 : 0;
    while (start <= topic.length && count > 0) {
      const dot = topic.indexOf(".", start);
      const end = dot < 0 ? topic.length : dot;
      // Cut out only once somebody asks: it costs as much as looking it up.
      let word: string | undefined;
      let nextCount = 0;
      for (let index = 0; index < count; index++) {
        const node = reached[index]!;
        const child = node.words?.get((word ??= topic.slice(start, end)));
        if (child) nextCount = reach(child, search, next, nextCount, found);
        if (node.one) nextCount = reach(node.one, search, next, nextCount, found);
        // It goes on to match further words.
        if (node.isHash) next[nextCount++] = node;
      }
      [reached, next] = [next, reached];
      count = nextCount;
      start = end + 1;
    }
    for (let index = 0; index < count; index++) if (!reached[index]!.isHash) append(reached[index]!.values, found);
  }
}

/**
 * Lists a node, and each `#` right below it, since that may match no word at all. What comes after a `#` matches it whatever it is, so its values are found
 * here, and only one with children is listed.
 *
 * @returns the new count of nodes reached
 */
function reach<Value>(node: TrieNode<Value>, search: number, reached: TrieNode<Value>[], from: number, found: Value[]): number {
  let count = from;
  reached[count++] = node;
  for (let hash = node.some; hash && hash.reachedBy !== search; hash = hash.some) {
    hash.reachedBy = search;
    append(hash.values, found);
    if (hash.words || hash.one) reached[count++] = hash;
  }
  return count;
}

// A spread would overflow the stack at some 100,000 values.
function append<Value>(values: readonly Value[], found: Value[]): void {
  for (const value of values) found.push(value);
}
