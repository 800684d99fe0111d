/** The newest ids, so many of them. A ring beside the set, because the oldest member of a set is slow to find once others before it have been deleted. */
export class RecentIds {
  readonly #capacity: number;
  readonly #ids = new Set<string>();
  readonly #ring: string[] = [];
  #next = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }
  /** Returns the id that is forgotten for it. */
  add(id: string): string | undefined {
    const oldest = this.#ring[this.#next];
    if (oldest !== undefined) this.#ids.delete(oldest);
    this.#ring[this.#next] = id;
    this.#ids.add(id);
    this.#next = (this.#next + 1) % this.#capacity;
    return oldest;
  }
}
