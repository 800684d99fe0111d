import type { Patch } from "immer";
import { applyPatches } from "./apply-patches.ts";
import type { Change } from "./reduce.ts";

/** So many changes, and the full state before the first of them. */
interface Block<State> {
  readonly before: State;
  readonly positions: number[];
  readonly patches: (readonly Patch[])[];
  readonly inverse: (readonly Patch[])[];
}

const none: readonly Patch[] = Object.freeze([]);

/** What a state was after every change: full states now and then, patches between. Ends with the live state, which is the caller's. */
export class Timeline<State> {
  readonly #blockSize: number;
  /** The state is known from here on, unless history says later. */
  #start: number;
  #blocks: Block<State>[] = [];
  #live: State;
  #memo: { readonly block: Block<State>; readonly count: number; readonly state: State } | undefined;

  /** @param start the position after which the state was `state` */
  constructor(blockSize: number, start: number, state: State) {
    this.#blockSize = blockSize;
    this.#start = start;
    this.#live = state;
  }

  get start(): number {
    return this.#start;
  }
  get live(): State {
    return this.#live;
  }

  /** Adds the change that the event at a position made; positions grow. */
  add(position: number, change: Change<State>): void {
    let block = this.#blocks.at(-1);
    if (block === undefined || block.positions.length >= this.#blockSize) {
      block = { before: this.#live, positions: [], patches: [], inverse: [] };
      this.#blocks.push(block);
    }
    block.positions.push(position);
    block.patches.push(change.patches);
    block.inverse.push(change.inverse);
    this.#live = change.state;
  }
  /** Whether the next change begins a block: the moment to forget what is not needed any more. */
  get full(): boolean {
    const block = this.#blocks.at(-1);
    return block === undefined || block.positions.length >= this.#blockSize;
  }
  /** Forgets blocks that no position from `position` on needs. */
  forgetBefore(position: number): void {
    let count = 0;
    while (count < this.#blocks.length && this.#blocks[count]!.positions.at(-1)! <= position) count++;
    if (count === 0) return;
    this.#start = this.#blocks[count - 1]!.positions.at(-1)!;
    this.#blocks.splice(0, count);
    this.#memo = undefined;
  }

  /** The state after a position, which is not before `start`. */
  at(position: number): State {
    const index = this.#blockAt(position);
    const block = this.#blocks[index];
    if (block === undefined) return this.#blocks[0]?.before ?? this.#live;
    return this.#stateIn(block, index, countUpTo(block.positions, position));
  }
  changes(position: number): { readonly patches: readonly Patch[]; readonly inverse: readonly Patch[] } {
    const block = this.#blocks[this.#blockAt(position)];
    const index = block ? countUpTo(block.positions, position) - 1 : -1;
    if (block === undefined || block.positions[index] !== position) return { patches: none, inverse: none };
    return { patches: block.patches[index]!, inverse: block.inverse[index]! };
  }
  /** The position of the last change up to a position, if there is one. */
  lastUpTo(position: number): number | undefined {
    const block = this.#blocks[this.#blockAt(position)];
    return block?.positions[countUpTo(block.positions, position) - 1];
  }
  /** The position of the first change after a position, if there is one. */
  firstAfter(position: number): number | undefined {
    const index = this.#blockAt(position);
    const block = this.#blocks[index];
    const found = block?.positions[countUpTo(block.positions, position)];
    return found ?? this.#blocks[index + 1]?.positions[0];
  }

  /** The last block that begins at or before a position, or -1. */
  #blockAt(position: number): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#blocks[middle]!.positions[0]! <= position) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
  /** The state after the first `count` changes of a block, from whatever is nearest. */
  #stateIn(block: Block<State>, index: number, count: number): State {
    const size = block.positions.length;
    if (count === size) return this.#blocks[index + 1]?.before ?? this.#live;
    let from = { count: 0, state: block.before };
    if (size - count < count) from = { count: size, state: this.#blocks[index + 1]?.before ?? this.#live };
    const memo = this.#memo;
    if (memo?.block === block && Math.abs(memo.count - count) < Math.abs(from.count - count)) from = memo;
    const lists = from.count <= count ? block.patches.slice(from.count, count) : block.inverse.slice(count, from.count).toReversed();
    const state = lists.length === 0 ? from.state : applyPatches(from.state, lists);
    this.#memo = { block, count, state };
    return state;
  }
}

/** How many of ascending numbers are not above a limit. */
function countUpTo(positions: readonly number[], limit: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positions[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
