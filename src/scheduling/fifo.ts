/** Something that waits in a lane and knows its place there. */
export interface Waiting {
  place: number;
}

/** First in, first out, with removal and replacement anywhere, all in constant time. */
export class Fifo<Item extends Waiting> {
  #items: (Item | undefined)[] = [];
  #head = 0;
  /** The place of `#items[0]`: places grow for ever, indexes do not. */
  #base = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: Item): void {
    item.place = this.#base + this.#items.length;
    this.#items.push(item);
    this.#size++;
  }
  shift(): Item | undefined {
    const item = this.peek();
    if (item) this.#take(this.#head);
    return item;
  }
  peek(): Item | undefined {
    if (this.#size === 0) return undefined;
    while (this.#items[this.#head] === undefined) this.#head++;
    return this.#items[this.#head];
  }
  /** The oldest item that fits. */
  find(fits: (item: Item) => boolean): Item | undefined {
    this.peek();
    for (let index = this.#head; index < this.#items.length; index++) {
      const item = this.#items[index];
      if (item !== undefined && fits(item)) return item;
    }
    return undefined;
  }
  has(item: Item): boolean {
    return this.#items[item.place - this.#base] === item;
  }
  /** `false` when it does not wait here. */
  remove(item: Item): boolean {
    const index = item.place - this.#base;
    if (this.#items[index] !== item) return false;
    this.#take(index);
    return true;
  }
  replace(old: Item, next: Item): void {
    next.place = old.place;
    this.#items[old.place - this.#base] = next;
  }
  /** Takes everything out, in order. */
  clear(): Item[] {
    const items = this.#items.filter((item) => item !== undefined);
    this.#reset();
    return items;
  }

  #take(index: number): void {
    this.#items[index] = undefined;
    this.#size--;
    if (this.#size === 0) this.#reset();
    // What was taken leaves holes; half of them is when closing up has been paid for.
    else if (this.#items.length > 64 && this.#size * 2 < this.#items.length) this.#closeUp();
  }
  #reset(): void {
    this.#base += this.#items.length;
    this.#items.length = 0;
    this.#head = 0;
    this.#size = 0;
  }
  #closeUp(): void {
    // Places are kept apart from the old ones, so that an item taken out before cannot be mistaken for one that waits.
    const items = this.#items.filter((item) => item !== undefined);
    this.#base += this.#items.length;
    this.#items = items;
    this.#head = 0;
    for (const [index, item] of items.entries()) item.place = this.#base + index;
  }
}
