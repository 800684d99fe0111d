import { sourceMapOf, type SourceMap } from "./source-map.ts";

/** Insertions into a text. Nothing is taken out and no line is broken, so that every line keeps its number. */
export class Edits {
  readonly #insertions = new Map<number, { readonly closing: string[]; readonly opening: string[] }>();

  /** Puts text around a stretch. What is around the outer of two stretches is to be asked for first. */
  around(start: number, end: number, before: string, after: string): void {
    this.#at(start).opening.push(before);
    // The inner stretch closes first.
    this.#at(end).closing.unshift(after);
  }
  before(offset: number, text: string): void {
    this.#at(offset).opening.unshift(text);
  }
  after(offset: number, text: string): void {
    this.#at(offset).closing.push(text);
  }

  /** @param tail lines that follow the text */
  apply(code: string, file: string, tail: string): { readonly code: string; readonly map: SourceMap } {
    const insertions = [...this.#insertions]
      .toSorted(([a], [b]) => a - b)
      .map(([offset, { closing, opening }]) => ({ offset, text: [...closing, ...opening].join("") }));
    let edited = "";
    let done = 0;
    for (const { offset, text } of insertions) {
      edited += code.slice(done, offset) + text;
      done = offset;
    }
    return { code: `${edited}${code.slice(done)}\n${tail}`, map: sourceMapOf(code, file, insertions) };
  }

  #at(offset: number) {
    const known = this.#insertions.get(offset) ?? { closing: [], opening: [] };
    this.#insertions.set(offset, known);
    return known;
  }
}
