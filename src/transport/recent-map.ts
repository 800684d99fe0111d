/**
 * Remembers at least the newest so many keys, and at most twice as many: two generations, the older of which is forgotten as a whole, since to keep one map in the
 * order of use costs more than all else that is done with a key.
 */
export class RecentMap<Value> {
  readonly #capacity: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get(key: string): Value | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }
  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }
  set(key: string, value: Value): void {
    if (this.#young.size >= this.#capacity) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}
