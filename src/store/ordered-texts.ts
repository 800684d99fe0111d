import { compareUtf8 } from "./keys.ts";

/** Keys in a chunk before it is halved: inserting moves no more than this many. */
const maxChunk = 512;

/** Texts by key, and the keys in the order of their UTF-8 bytes: sorted chunks, found by binary search over their first keys. */
export class OrderedTexts {
  readonly #texts = new Map<string, string>();
  #chunks: string[][] = [];

  get(key: string): string | undefined {
    return this.#texts.get(key);
  }

  set(key: string, text: string): void {
    if (!this.#texts.has(key)) this.#insert(key);
    this.#texts.set(key, text);
  }

  delete(key: string): void {
    if (!this.#texts.delete(key)) return;
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at]!;
    chunk.splice(firstFrom(chunk, key), 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** At most `limit` keys from `from` on, up to before `to`. */
  ascending(from: string, to: string, limit: number): string[] {
    const found: string[] = [];
    let at = this.#chunkOf(from);
    let index = at < this.#chunks.length ? firstFrom(this.#chunks[at]!, from) : 0;
    for (; at < this.#chunks.length; at++, index = 0) {
      for (const key of this.#chunks[at]!.slice(index, index + limit - found.length)) {
        if (compareUtf8(key, to) >= 0) return found;
        found.push(key);
      }
      if (found.length >= limit) return found;
    }
    return found;
  }

  /** At most `limit` keys below `to`, the last first, down to `from`. */
  descending(from: string, to: string, limit: number): string[] {
    const found: string[] = [];
    let at = Math.min(this.#chunkOf(to), this.#chunks.length - 1);
    let index = at >= 0 ? firstFrom(this.#chunks[at]!, to) - 1 : -1;
    while (at >= 0 && found.length < limit) {
      if (index < 0) {
        at--;
        index = (this.#chunks[at]?.length ?? 0) - 1;
        continue;
      }
      const key = this.#chunks[at]![index--]!;
      if (compareUtf8(key, from) < 0) return found;
      found.push(key);
    }
    return found;
  }

  #insert(key: string): void {
    if (this.#chunks.length === 0) {
      this.#chunks.push([key]);
      return;
    }
    const at = this.#chunkOf(key);
    const chunk = this.#chunks[at]!;
    chunk.splice(firstFrom(chunk, key), 0, key);
    if (chunk.length > maxChunk) this.#chunks.splice(at + 1, 0, chunk.splice(maxChunk / 2));
  }

  /** Index of the last chunk that begins at or below the key; 0 when none does. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareUtf8(this.#chunks[middle]![0]!, key) <= 0) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** Index of the first key that is not below this one. */
function firstFrom(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareUtf8(keys[middle]!, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
