/** Positions in one chunk; a power of two, as are blocks. */
export const chunkSize = 4_096;
const blockSize = 64;
const blocksPerChunk = chunkSize / blockSize;

/** Lanes that the strip tells apart at most. */
export const mostLanes = 8;

/** What is known of one event, as bits. The lowest three are its lane. `gone`: evicted, while what is drawn before it is not. */
export const stripFlags = { lane: 7, failed: 8, pending: 16, unheard: 32, matched: 64, gone: 128 } as const;

/**
 * Where a tally keeps what: for each of the lanes in turn how many events, failures, matches, and matching failures there are;
 * and over all lanes those still running and those that reached nobody.
 */
export const tallyAt = {
  events: 0,
  failed: mostLanes,
  matched: 2 * mostLanes,
  failedMatched: 3 * mostLanes,
  pending: 4 * mostLanes,
  unheard: 4 * mostLanes + 1,
} as const;

/** Numbers in a tally. */
export const tallySize = 4 * mostLanes + 2;

/** Counts of a run of events, as `tallyAt` tells. */
export type Tally = Uint32Array;

/** Some thousand events in a row: their times, and how many of them there are of each sort, for blocks of 64 and for all. */
export class StripChunk {
  /** Milliseconds since the first event. */
  readonly time = new Float64Array(chunkSize);
  /** The same with no gap longer than an idle moment. */
  readonly busy = new Float64Array(chunkSize);
  readonly flags = new Uint8Array(chunkSize);
  /** When the last handler of each block was done: what is before a moment may reach into it. */
  readonly blockEnds = new Float64Array(blocksPerChunk);
  end = 0;
  // A block holds 64 events and a chunk 4,096, so that these are wide enough.
  readonly #blocks = new Uint8Array(blocksPerChunk * tallySize);
  readonly #total = new Uint16Array(tallySize);

  /** Exchanges what is known of an event. */
  setFlags(slot: number, flags: number): void {
    this.#count(slot, -1);
    this.flags[slot] = flags;
    this.#count(slot, 1);
  }

  add(slot: number, time: number, busy: number, flags: number): void {
    this.time[slot] = time;
    this.busy[slot] = busy;
    this.flags[slot] = flags;
    this.#count(slot, 1);
  }

  /** Takes an event out of the counts: it is evicted, or another takes its slot. */
  drop(slot: number): void {
    this.#count(slot, -1);
    this.flags[slot] = stripFlags.gone;
  }

  reachesTo(slot: number, end: number): void {
    const block = slot >>> 6;
    if (end > (this.blockEnds[block] ?? 0)) this.blockEnds[block] = end;
    if (end > this.end) this.end = end;
  }

  /** Adds up the slots from `from` to before `to`. */
  sum(from: number, to: number, into: Tally): void {
    if (from === 0 && to === chunkSize) {
      for (let at = 0; at < tallySize; at += 1) into[at]! += this.#total[at]!;
      return;
    }
    let slot = from;
    while (slot < to) {
      if (slot % blockSize === 0 && slot + blockSize <= to) {
        const start = (slot / blockSize) * tallySize;
        for (let at = 0; at < tallySize; at += 1) into[at]! += this.#blocks[start + at]!;
        slot += blockSize;
      } else {
        tally(this.flags[slot]!, 1, into, 0);
        slot += 1;
      }
    }
  }

  /** Takes the mark of a match from all. */
  unmatch(): void {
    if (this.#totalOf(tallyAt.matched, mostLanes) === 0) return;
    for (let slot = 0; slot < chunkSize; slot += 1) this.flags[slot]! &= ~stripFlags.matched;
    // Matches and matching failures lie side by side in a tally.
    for (let at = tallyAt.matched; at < tallyAt.pending; at += 1) {
      this.#total[at] = 0;
      for (let block = 0; block < blocksPerChunk; block += 1) this.#blocks[block * tallySize + at] = 0;
    }
  }

  /** How many of a block are still running. */
  pendingInBlock(block: number): number {
    return this.#blocks[block * tallySize + tallyAt.pending] ?? 0;
  }

  get pending(): number {
    return this.#total[tallyAt.pending] ?? 0;
  }

  #totalOf(at: number, count: number): number {
    return this.#total.subarray(at, at + count).reduce((sum, one) => sum + one, 0);
  }

  #count(slot: number, by: 1 | -1): void {
    const flags = this.flags[slot]!;
    tally(flags, by, this.#blocks, (slot >>> 6) * tallySize);
    tally(flags, by, this.#total, 0);
  }
}

function tally(flags: number, by: 1 | -1, into: Uint8Array | Uint16Array | Uint32Array, start: number): void {
  if (flags >= stripFlags.gone) return;
  const lane = start + (flags & stripFlags.lane);
  into[lane]! += by;
  if (flags < stripFlags.failed) return;
  const { failed, matched, pending, unheard } = stripFlags;
  if ((flags & failed) !== 0) into[lane + tallyAt.failed]! += by;
  if ((flags & matched) !== 0) into[lane + tallyAt.matched]! += by;
  if ((flags & (failed | matched)) === (failed | matched)) into[lane + tallyAt.failedMatched]! += by;
  if ((flags & pending) !== 0) into[start + tallyAt.pending]! += by;
  if ((flags & unheard) !== 0) into[start + tallyAt.unheard]! += by;
}
