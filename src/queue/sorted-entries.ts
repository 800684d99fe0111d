import type { Entry } from "./entry.ts";

/** Entries in the order of their sequences. Cheap at both ends, which is where most come and go. */
export class SortedEntries {
  #items: Entry[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }
  get last(): Entry | undefined {
    return this.#head < this.#items.length ? this.#items.at(-1) : undefined;
  }
  add(entry: Entry): void {
    const { last } = this;
    if (last === undefined || last.seq < entry.seq) this.#items.push(entry);
    else this.#items.splice(this.#placeAfter(entry.seq), 0, entry);
  }
  /** The first whose sequence is above `seq`. */
  after(seq: number): Entry | undefined {
    const first = this.#items[this.#head];
    return first === undefined || first.seq > seq ? first : this.#items[this.#placeAfter(seq)];
  }
  /** `false` when it is not here. */
  remove(entry: Entry): boolean {
    const place = this.#items[this.#head] === entry ? this.#head : this.#placeAfter(entry.seq) - 1;
    if (place < this.#head || this.#items[place] !== entry) return false;
    if (place > this.#head) this.#items.splice(place, 1);
    else {
      this.#head++;
      if (this.#head === this.#items.length) this.#items.length = this.#head = 0;
      else if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
        this.#items = this.#items.slice(this.#head);
        this.#head = 0;
      }
    }
    return true;
  }

  /** By halving: the place of the first whose sequence is above `seq`. */
  #placeAfter(seq: number): number {
    let low = this.#head;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#items[middle]!.seq > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
