import { chunkSize } from "./strip-chunk.ts";

interface OrderChunk {
  /** What has to be added to a place for its position … */
  readonly positions: Int32Array;
  /** … and to a position for its place. */
  readonly places: Int32Array;
}

/**
 * Which position stands at which place of the strip: places are in the order of time, positions in that of history. Most stand at the place of the same number, which
 * takes nothing to remember; only what came over a link may have happened before what was recorded before it.
 */
export class StripOrder {
  #base = 0;
  #chunks: (OrderChunk | undefined)[] = [];
  #disturbed = false;

  /** Whether any position stands elsewhere than at the place of its number. */
  get disturbed(): boolean {
    return this.#disturbed;
  }

  /** @param base number of the first chunk */
  reset(base: number): void {
    this.#base = base;
    this.#chunks = [];
    this.#disturbed = false;
  }

  positionAt(place: number): number {
    return place + (this.#chunkOf(place)?.positions[place % chunkSize] ?? 0);
  }

  placeOf(position: number): number {
    return position + (this.#chunkOf(position)?.places[position % chunkSize] ?? 0);
  }

  set(place: number, position: number): void {
    if (place === position && !this.#chunkOf(place)) return;
    this.#disturbed = true;
    this.#made(place).positions[place % chunkSize] = position - place;
    this.#made(position).places[position % chunkSize] = place - position;
  }

  /** Lets go of the first chunk. */
  shift(): void {
    this.#base += 1;
    this.#chunks.shift();
  }

  #chunkOf(number: number): OrderChunk | undefined {
    return this.#disturbed ? this.#chunks[Math.floor(number / chunkSize) - this.#base] : undefined;
  }

  #made(number: number): OrderChunk {
    const index = Math.floor(number / chunkSize) - this.#base;
    return (this.#chunks[index] ??= { positions: new Int32Array(chunkSize), places: new Int32Array(chunkSize) });
  }
}
