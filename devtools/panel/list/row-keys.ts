/**
 * React's keys for the rows in sight. Scrolled by a few rows, a row keeps its key and its element; scrolled further, the elements of the rows before are
 * taken for those that come, since a change of texts costs a fraction of what new elements do.
 */
export class RowKeys {
  #base = 0;
  #first = 0;

  /** Told which rows are drawn; twice the same changes nothing. */
  cover(first: number, end: number): void {
    if (Math.abs(first - this.#first) > (end - first) / 4) this.#base += first - this.#first;
    this.#first = first;
  }

  keyOf(row: number): number {
    return row - this.#base;
  }
}
