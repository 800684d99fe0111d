import type { Ring } from "./ring.ts";
import { searchText } from "./filter/index.ts";

/** Most characters of searchable text that are kept, in two halves; when both are full the older one is dropped, and made again when needed. */
const charactersPerHalf = 2 * 1024 * 1024;

/** The searchable text of events, made when first searched. */
export class SearchTexts {
  readonly #ring: Ring;
  // Halves, since a map that loses its oldest texts one by one takes longer over each.
  #newer = new Map<number, string>();
  #older = new Map<number, string>();
  #characters = 0;

  constructor(ring: Ring) {
    this.#ring = ring;
  }
  of(position: number): string {
    const known = this.#newer.get(position) ?? this.#older.get(position);
    if (known !== undefined) return known;
    const text = searchText(this.#ring.event(position));
    if (this.#characters + text.length > charactersPerHalf) {
      this.#older = this.#newer;
      this.#newer = new Map();
      this.#characters = 0;
    }
    this.#characters += text.length;
    this.#newer.set(position, text);
    return text;
  }
  clear(): void {
    this.#newer = new Map();
    this.#older = new Map();
    this.#characters = 0;
  }
}
