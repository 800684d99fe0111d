import type { Patch } from "immer";
import { applyPatches } from "./apply-patches.ts";
import { patchesBetween } from "./patches-between.ts";
import type { StateChanges } from "./projection.ts";
import type { Change } from "./reduce.ts";

/** So many changes, and the full state before the first of them. */
interface Block<State> {
  readonly before: State;
  readonly positions: number[];
  readonly patches: (readonly Patch[])[];
}

const unchanged: StateChanges = Object.freeze({ patches: Object.freeze([]), inverse: Object.freeze([]) });

/**
 * What a state was after every change: full states now and then, patches between.
 *
 * Patches are applied forwards only. Backwards they would take a key that was removed to the end of its container, and scrubbing back would shuffle lists; and
 * to work them out when somebody asks for them takes less than to keep them all.
 */
export class Timeline<State> {
  readonly #blockSize: number;
  #start: number;
  #blocks: Block<State>[] = [];
  #live: State;
  /** The last answer: whoever scrubs asks for a moment near it. */
  #memo: { readonly block: Block<State>; readonly count: number; readonly state: State } | undefined;

  /**
   * @param blockSize changes between two full states
   * @param start the position after which the state was `state`
   */
  constructor(blockSize: number, start: number, state: State) {
    this.#blockSize = blockSize;
    this.#start = start;
    this.#live = state;
  }

  /** The state is known from here on. */
  get start(): number {
    return this.#start;
  }
  get live(): State {
    return this.#live;
  }

  /** Adds the change that the event at a position made; positions grow. What history knew up to `forgotten` it knows no more. */
  add(position: number, change: Change<State>, forgotten: number): void {
    let block = this.#blocks.at(-1);
    if (block === undefined || block.positions.length >= this.#blockSize) {
      this.#forget(forgotten);
      block = { before: this.#live, positions: [], patches: [] };
      this.#blocks.push(block);
    }
    block.positions.push(position);
    block.patches.push(change.patches);
    this.#live = change.state;
  }
  /** The state after a position, which is not before `start`. */
  at(position: number): State {
    const index = this.#blockAt(position);
    const block = this.#blocks[index];
    if (block === undefined) return this.#blocks[0] ? this.#blocks[0].before : this.#live;
    return this.#stateIn(index, changesUpTo(block, position));
  }
  changes(position: number): StateChanges {
    const index = this.#blockAt(position);
    const block = this.#blocks[index];
    const count = block ? changesUpTo(block, position) : 0;
    if (block === undefined || block.positions[count - 1] !== position) return unchanged;
    const before = this.#stateIn(index, count - 1);
    const after = this.#stateIn(index, count);
    return { patches: block.patches[count - 1]!.map(copied), inverse: patchesBetween(after, before) };
  }
  /** The position of the last change up to a position, if there is one. */
  lastUpTo(position: number): number | undefined {
    const block = this.#blocks[this.#blockAt(position)];
    return block?.positions[changesUpTo(block, position) - 1];
  }
  /** The position of the first change after a position, if there is one. */
  firstAfter(position: number): number | undefined {
    const index = this.#blockAt(position);
    const block = this.#blocks[index];
    return block?.positions[changesUpTo(block, position)] ?? this.#blocks[index + 1]?.positions[0];
  }

  /** Whole blocks at a time, so that it costs next to nothing per change. */
  #forget(position: number): void {
    const kept = this.#blocks.findIndex(({ positions }) => positions.at(-1)! > position);
    const count = kept === -1 ? this.#blocks.length : kept;
    if (count === 0) return;
    this.#start = this.#blocks[count - 1]!.positions.at(-1)!;
    this.#blocks.splice(0, count);
    this.#memo = undefined;
  }
  /** The last block that begins at or before a position, or -1. */
  #blockAt(position: number): number {
    return countUpTo(position, this.#blocks.length, (index) => this.#blocks[index]!.positions[0]!) - 1;
  }
  /** The state after the first `count` changes of a block. */
  #stateIn(index: number, count: number): State {
    const block = this.#blocks[index]!;
    if (count === block.positions.length) {
      const next = this.#blocks[index + 1];
      return next ? next.before : this.#live;
    }
    const memo = this.#memo;
    const from = memo?.block === block && memo.count <= count ? memo : { count: 0, state: block.before };
    const state = from.count === count ? from.state : applyPatches(from.state, block.patches.slice(from.count, count));
    this.#memo = { block, count, state };
    return state;
  }
}

/** Those that are kept stay as they are, whatever a caller does with what it was given. */
function copied({ op, path, value }: Patch): Patch {
  return op === "remove" && value === undefined ? { op, path: [...path] } : { op, path: [...path], value };
}

function changesUpTo({ positions }: Pick<Block<unknown>, "positions">, position: number): number {
  return countUpTo(position, positions.length, (index) => positions[index]!);
}

/** How many of so many ascending positions are not above a limit. */
function countUpTo(limit: number, count: number, positionAt: (index: number) => number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (positionAt(middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
