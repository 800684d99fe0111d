import { Deque } from "../../target/deque.ts";
import { type Fold, type Group, Loose, noKey } from "./line-groups.ts";

/** One row of the list. Places grow with time: an event's is its position, an attempt's lies between two positions. */
export type Line =
  | { readonly kind: "place"; readonly place: number; /** Of an opened fold. */ readonly inside: boolean }
  | { readonly kind: "fold"; readonly place: number; readonly fold: FoldLine };

/** What the row of a fold says. */
export interface FoldLine {
  readonly key: number;
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly failed: number;
  readonly open: boolean;
}

/**
 * The rows of the list, as they are drawn: row numbers to places and back, with as much in a row of one key folded into one row. Lines come
 * at either end at no cost, since a list is read from its newest end and filled towards its oldest.
 */
export class Lines {
  readonly #threshold: number;
  readonly #groups = new Deque<Group>();
  #unlooked: { readonly first: number; readonly last: number } | undefined;
  #changes = 0;

  /** @param threshold how many of one key make a fold; 0 folds nothing */
  constructor(threshold: number) {
    this.#threshold = threshold;
  }

  /** Another number after every change. */
  get changes(): number {
    return this.#changes;
  }

  get count(): number {
    const first = this.#groups.at(0);
    const last = this.#groups.at(this.#groups.length - 1);
    return this.#unlookedRows + (first && last ? last.at + last.rows - first.at : 0);
  }

  /** The first place that has been put among the lines. */
  get first(): number | undefined {
    return this.#groups.at(0)?.places.first;
  }

  /** Positions that are shown one by one, before all others, until somebody has looked at them. */
  get unlooked(): { readonly first: number; readonly last: number } | undefined {
    return this.#unlooked;
  }
  set unlooked(range: { readonly first: number; readonly last: number } | undefined) {
    this.#changes += 1;
    this.#unlooked = range && range.last >= range.first ? range : undefined;
  }

  /**
   * Puts a place where it belongs. At either end equal keys fold; in between they join a fold, or part it.
   *
   * @param at when it was published, in milliseconds: a long pause ends a fold
   */
  add(place: number, key: number, at = 0): void {
    this.#changes += 1;
    const first = this.#groups.at(0);
    const last = this.#groups.at(this.#groups.length - 1);
    if (!first || !last || place > lastOf(last)) this.#append(last, place, key, at);
    else if (place < firstOf(first)) this.#prepend(first, place, key, at);
    else this.#insert(place, key, at);
  }

  delete(place: number): void {
    const index = this.#indexOf(place);
    const group = this.#groups.at(index);
    if (!group) return;
    const { rows } = group;
    if (!group.places.has(place)) return;
    this.#changes += 1;
    if (group.kind === "fold") group.failed.delete(place);
    if (group.kind === "fold") group.places.delete(place);
    else group.delete(place);
    this.#resized(index, group.rows - rows);
    this.#tidy(index);
  }

  /** A folded event has failed after all; its fold says so. */
  fail(place: number): void {
    const group = this.#groups.at(this.#indexOf(place));
    if (group?.kind !== "fold" || !group.places.has(place)) return;
    this.#changes += 1;
    group.failed.add(place);
  }

  dropBefore(place: number): void {
    if (this.#unlooked && this.#unlooked.first < place) this.unlooked = { first: Math.ceil(place), last: this.#unlooked.last };
    for (let first = this.#groups.at(0); first && lastOf(first) < place; first = this.#groups.at(0)) {
      this.#changes += 1;
      this.#groups.dropFirst(1);
    }
    const first = this.#groups.at(0);
    if (!first || firstOf(first) >= place) return;
    this.#changes += 1;
    const { rows } = first;
    const count = first.places.dropBefore(place);
    if (first.kind === "fold") first.failed.dropBefore(place);
    else first.dropped(count);
    first.at += rows - first.rows;
    this.#tidy(0);
  }

  /** Opens or closes the fold that a place is in. @param open @default the other way round */
  toggle(place: number, open?: boolean): void {
    const index = this.#indexOf(place);
    const group = this.#groups.at(index);
    if (group?.kind !== "fold" || group.open === open) return;
    this.#changes += 1;
    const { rows } = group;
    group.open = !group.open;
    this.#resized(index, group.rows - rows);
  }

  /** The fold that a place is in. */
  foldOf(place: number): FoldLine | undefined {
    const group = this.#groups.at(this.#indexOf(place));
    return group?.kind === "fold" && place <= lastOf(group) ? foldLine(group) : undefined;
  }

  at(row: number): Line | undefined {
    if (row < 0 || row >= this.count) return undefined;
    const unlooked = this.#unlookedRows;
    if (this.#unlooked && row < unlooked) return { kind: "place", place: this.#unlooked.first + row, inside: false };
    const first = this.#groups.at(0);
    const offset = row - unlooked + (first?.at ?? 0);
    const group = this.#groups.at(this.#search((each) => each.at <= offset));
    if (!group) return undefined;
    const inGroup = offset - group.at;
    if (group.kind === "loose") return placeLine(group.places.at(inGroup), false);
    if (inGroup === 0) return { kind: "fold", place: firstOf(group), fold: foldLine(group) };
    return placeLine(group.places.at(inGroup - 1), true);
  }

  /** The row of a place, which may be that of its fold, or of the first place after it; `count` when all are before it. */
  rowOf(place: number): number {
    const unlooked = this.#unlookedRows;
    if (this.#unlooked && place <= this.#unlooked.last) return Math.max(0, Math.ceil(place) - this.#unlooked.first);
    const first = this.#groups.at(0);
    const group = this.#groups.at(this.#indexOf(place));
    if (!group) return unlooked;
    const row = unlooked + group.at - (first?.at ?? 0);
    if (place > lastOf(group)) return row + group.rows;
    if (group.kind === "loose") return row + group.places.indexOf(place);
    return group.open ? row + 1 + group.places.indexOf(place) : row;
  }

  get #unlookedRows(): number {
    return this.#unlooked ? this.#unlooked.last - this.#unlooked.first + 1 : 0;
  }

  #append(last: Group | undefined, place: number, key: number, at: number): void {
    if (last?.kind === "fold" && last.join(place, key, at)) return;
    const loose = last?.kind === "loose" ? last : new Loose();
    if (loose !== last) {
      loose.at = last ? last.at + last.rows : 0;
      this.#groups.push(loose);
    }
    loose.append(place, key, at);
    if (this.#threshold === 0 || loose.backCount < this.#threshold) return;
    const fold = loose.cutBack(this.#threshold);
    fold.at = loose.at + loose.rows;
    if (loose.rows === 0) this.#groups.delete(this.#groups.length - 1);
    this.#groups.push(fold);
  }

  #prepend(first: Group, place: number, key: number, at: number): void {
    if (first.kind === "fold" && first.join(place, key, at)) {
      if (first.open) first.at -= 1;
      return;
    }
    const loose = first.kind === "loose" ? first : new Loose();
    if (loose !== first) {
      loose.at = first.at;
      this.#groups.unshift(loose);
    }
    loose.prepend(place, key, at);
    loose.at -= 1;
    if (this.#threshold === 0 || loose.frontCount < this.#threshold) return;
    const fold = loose.cutFront(this.#threshold);
    loose.at += this.#threshold;
    fold.at = loose.at - 1;
    if (loose.rows === 0) this.#groups.dropFirst(1);
    this.#groups.unshift(fold);
  }

  #insert(place: number, key: number, at: number): void {
    const index = this.#indexOf(place);
    const group = this.#groups.at(index);
    if (!group || group.places.has(place)) return;
    if (group.kind === "loose") {
      group.insert(place);
      this.#resized(index, 1);
    } else if (group.join(place, key, at)) {
      if (group.open) this.#resized(index, 1);
    } else if (place < lastOf(group)) this.#part(index, group, place, key, at);
    else this.#put(index + 1, place, key, at);
  }

  /** What does not belong into a fold parts it in two. */
  #part(index: number, fold: Fold, place: number, key: number, at: number): void {
    const { rows } = fold;
    const rest = fold.cutAfter(place);
    rest.at = fold.at + rows;
    this.#groups.insert(index + 1, rest);
    this.#shift(index + 1, fold.rows - rows);
    this.#resized(index + 1, rest.rows);
    rest.at = fold.at + fold.rows;
    this.#put(index + 1, place, key, at);
    this.#tidy(index + 2);
    this.#tidy(index);
  }

  #put(index: number, place: number, key: number, at: number): void {
    const before = this.#groups.at(index - 1);
    const loose = new Loose();
    loose.append(place, key, at);
    loose.at = before ? before.at + before.rows : (this.#groups.at(0)?.at ?? 0);
    this.#groups.insert(index, loose);
    this.#resized(index, 1);
  }

  /** Nothing is left of a group, or too little for a fold. */
  #tidy(index: number): void {
    const group = this.#groups.at(index);
    if (!group) return;
    if (group.places.length === 0) this.#groups.delete(index);
    else if (group.kind === "fold" && group.places.length === 1) {
      const loose = new Loose();
      loose.append(firstOf(group), noKey, 0);
      loose.at = group.at;
      this.#groups.delete(index);
      this.#groups.insert(index, loose);
      this.#resized(index, 1 - group.rows);
    }
  }

  /** Moves what comes after a group that has got more or fewer rows, or what comes before it: whichever is less. */
  #resized(index: number, by: number): void {
    this.#shift(index + 1, by);
  }

  #shift(from: number, by: number): void {
    if (by === 0) return;
    const { length } = this.#groups;
    if (from * 2 >= length) for (let index = from; index < length; index += 1) this.#move(index, by);
    else for (let index = 0; index < from; index += 1) this.#move(index, -by);
  }

  #move(index: number, by: number): void {
    const group = this.#groups.at(index);
    if (group) group.at += by;
  }

  /** The group that a place is in, or the one before it. */
  #indexOf(place: number): number {
    return Math.max(
      0,
      this.#search((group) => firstOf(group) <= place),
    );
  }

  /** The last group of which something holds that holds of all before it; -1 when it holds of none. */
  #search(holds: (group: Group) => boolean): number {
    let low = 0;
    let high = this.#groups.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const group = this.#groups.at(middle);
      if (group && holds(group)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function placeLine(place: number | undefined, inside: boolean): Line | undefined {
  return place === undefined ? undefined : { kind: "place", place, inside };
}

function foldLine(fold: Fold): FoldLine {
  return { key: fold.key, first: firstOf(fold), last: lastOf(fold), count: fold.places.length, failed: fold.failed.length, open: fold.open };
}

function firstOf(group: Group): number {
  return group.places.first ?? 0;
}

function lastOf(group: Group): number {
  return group.places.last ?? 0;
}
