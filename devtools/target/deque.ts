/** A list whose both ends grow and shrink at no cost; what comes in between costs as much as it is away from the end. */
export class Deque<Item> {
  /** What came in at the front, the newest last. */
  #front: Item[] = [];
  #back: Item[] = [];
  /** How many of the first ones of `#back` are gone; never any while there is something in `#front`. */
  #gone = 0;

  get length(): number {
    return this.#front.length + this.#back.length - this.#gone;
  }

  at(index: number): Item | undefined {
    const front = this.#front.length;
    if (index < 0) return undefined;
    return index < front ? this.#front[front - 1 - index] : this.#back[index - front + this.#gone];
  }

  push(item: Item): void {
    this.#back.push(item);
  }

  unshift(item: Item): void {
    if (this.#gone > 0) this.#flatten();
    this.#front.push(item);
  }

  insert(index: number, item: Item): void {
    this.#flatten();
    this.#back.splice(index, 0, item);
  }

  delete(index: number): void {
    const front = this.#front.length;
    if (index === 0) this.dropFirst(1);
    else if (index < front) this.#front.splice(front - 1 - index, 1);
    else this.#back.splice(index - front + this.#gone, 1);
  }

  dropFirst(count: number): void {
    const front = this.#front.length;
    if (count < front) {
      this.#front.length = front - count;
      return;
    }
    this.#gone += count - front;
    this.#front = [];
    // The gap is closed now and then: often enough not to grow, seldom enough not to cost.
    if (this.#gone > 4_096 && this.#gone * 2 > this.#back.length) this.#flatten();
  }

  /** Takes away everything from an index on, and returns it. */
  cut(index: number): Deque<Item> {
    if (index < this.#front.length) this.#flatten();
    const rest = new Deque<Item>();
    rest.#back = this.#back.splice(index - this.#front.length + this.#gone);
    return rest;
  }

  #flatten(): void {
    if (this.#front.length === 0 && this.#gone === 0) return;
    this.#back = [...this.#front.toReversed(), ...this.#back.slice(this.#gone)];
    this.#front = [];
    this.#gone = 0;
  }
}
