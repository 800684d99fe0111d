/** The events of one partition key, and what their order forbids. */
export class KeyOrder {
  /** In the order in which they were published. @type {number[]} */ #indices = [];
  /** The place of the first that may still be in the queue. */
  #first = 0;
  /** The last of all that were handed out as they had come. */
  #latest = -1;
  /** In somebody's hands, or coming back to them. @type {number | undefined} */ #out;

  /** @param {number} index */
  published(index) {
    this.#indices.push(index);
  }
  /**
   * @param {number} index
   * @param {boolean} putBack it was dead meanwhile, and has lost its place
   * @param {(index: number) => boolean} mayHaveLeft
   * @returns {string | undefined} what is wrong with that
   */
  handed(index, putBack, mayHaveLeft) {
    const beside = this.#out;
    this.#out = index;
    if (beside !== undefined && beside !== index) return `was handed out beside ${beside} of its key`;
    if (putBack) return undefined;
    while (this.#first < this.#indices.length && mayHaveLeft(this.#indices[this.#first] ?? NaN)) this.#first++;
    const first = this.#indices[this.#first] ?? Infinity;
    if (first < index) return `overtook ${first} of its key`;
    if (index < this.#latest) return `came after ${this.#latest} of its key`;
    this.#latest = index;
    return undefined;
  }
  /** The next one may come. @param {number} index */
  left(index) {
    if (this.#out === index) this.#out = undefined;
  }
  processEnded() {
    this.#out = undefined;
  }
}
