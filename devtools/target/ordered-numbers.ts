import { Deque } from "./deque.ts";

/** Ascending numbers, each once. Both ends grow and shrink at no cost. */
export class OrderedNumbers {
  readonly #items: Deque<number>;

  constructor(items = new Deque<number>()) {
    this.#items = items;
  }

  get length(): number {
    return this.#items.length;
  }
  get first(): number | undefined {
    return this.#items.at(0);
  }
  get last(): number | undefined {
    return this.#items.at(this.#items.length - 1);
  }

  at(index: number): number | undefined {
    return this.#items.at(index);
  }

  /** The index of the first number that is not below this one; the length when all are. */
  indexOf(value: number): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#items.at(middle) ?? value) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  has(value: number): boolean {
    return this.at(this.indexOf(value)) === value;
  }

  /** Puts a number in its place. `false` when it is there already. */
  add(value: number): boolean {
    const { first, last } = this;
    if (last === undefined || value > last) this.#items.push(value);
    else if (first !== undefined && value < first) this.#items.unshift(value);
    else {
      const index = this.indexOf(value);
      if (this.at(index) === value) return false;
      this.#items.insert(index, value);
    }
    return true;
  }

  /** `false` when it is not there. */
  delete(value: number): boolean {
    const index = this.indexOf(value);
    if (this.at(index) !== value) return false;
    this.#items.delete(index);
    return true;
  }

  /** Takes away what is below a number. Returns how many. */
  dropBefore(value: number): number {
    const count = this.indexOf(value);
    if (count > 0) this.dropFirst(count);
    return count;
  }

  dropFirst(count: number): void {
    this.#items.dropFirst(count);
  }

  /** Takes away everything from an index on, and returns it. */
  cut(index: number): OrderedNumbers {
    return new OrderedNumbers(this.#items.cut(index));
  }
}
