/** A map that is bounded by forgetting what was set least recently. */
export class RecentMap<Value> {
  // A Map iterates in the order of insertion, and deleting first makes setting again an insertion.
  readonly #values = new Map<string, Value>();
  readonly #maxSize: number;
  constructor(maxSize: number) {
    this.#maxSize = maxSize;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size <= this.#maxSize) return;
    for (const oldest of this.#values.keys()) {
      this.#values.delete(oldest);
      return;
    }
  }

  clear(): void {
    this.#values.clear();
  }
}
