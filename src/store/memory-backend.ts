import type { Backend, Row, RowRange, Write } from "./backend.ts";
import { OrderedTexts } from "./ordered-texts.ts";
import { rangeBehind } from "./row-range.ts";

/** Rows read at a time. */
const pageRows = 256;

/** Texts that live as long as this object. Closing and opening again keeps them, as it does for files. */
export class MemoryBackend implements Backend {
  readonly name: string;
  readonly durable = false;
  readonly #texts = new OrderedTexts();

  constructor(name: string) {
    this.name = name;
  }

  async open(): Promise<void> {}
  async close(): Promise<void> {}
  async get(key: string): Promise<string | undefined> {
    return this.#texts.get(key);
  }
  async commit(keys: readonly string[], decide: (texts: readonly (string | undefined)[]) => readonly Write[], _sync: boolean): Promise<void> {
    for (const [key, text] of decide(keys.map((read) => this.#texts.get(read)))) {
      if (text === undefined) this.#texts.delete(key);
      else this.#texts.set(key, text);
    }
  }
  async *pages(range: RowRange): AsyncGenerator<readonly Row[], void, undefined> {
    for (let left = range; left.limit > 0;) {
      const count = Math.min(pageRows, left.limit);
      const keys = left.reverse ? this.#texts.descending(left.from, left.to, count) : this.#texts.ascending(left.from, left.to, count);
      if (keys.length === 0) return;
      yield keys.map((key) => [key, this.#texts.get(key)!] as const);
      left = rangeBehind(left, keys.at(-1)!, keys.length);
    }
  }
}
