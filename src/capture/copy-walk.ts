import { moreOf } from "./cut.ts";

/** Levels of nesting that are followed; each takes a few frames of the application's stack. */
const maxDepth = 100;
/** With less room than this, a container takes no more members. */
const leastRoom = 512;
/** Room for saying that something was left out. */
const markerBytes = 72;

/** A container that is being copied. */
export interface Members {
  readonly count: number;
  readonly one: string;
  readonly several: string;
  /** Copies one member; called for each in its order. */
  readonly copy: (index: number) => void;
  /** Puts in what says how many are missing. */
  readonly cut: (what: string) => void;
}

/** The room that is left for a copy, and what has been copied. */
export class CopyWalk {
  readonly copies = new Map<object, unknown>();
  /** The copy would be larger than allowed: nothing more is copied, and nobody uses it. Only when room is not shared out. */
  overflowed = false;
  /** Whether each member gets a share of what is left, and is cut to it. */
  readonly shares: boolean;
  #left: number;
  /** What is to remain for others when the current member is done. */
  #floor = 0;
  #depth = 0;
  readonly #leastRoom: number;

  constructor(maxBytes: number, shares: boolean) {
    this.#left = maxBytes;
    this.shares = shares;
    this.#leastRoom = Math.min(leastRoom, maxBytes / 2);
  }

  /** Bytes that the current member may still take; without end when nothing is to be cut. */
  get room(): number {
    return this.shares ? this.#left - this.#floor : Infinity;
  }
  get tooDeep(): boolean {
    return this.#depth >= maxDepth;
  }
  spend(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0 && !this.shares) this.overflowed = true;
  }

  /** Copies members one after another, each with at most half of the room that is left, the last with all of it. */
  fill(ownBytes: number, members: Members): void {
    this.spend(ownBytes + (this.shares ? markerBytes : 0));
    const floor = this.#floor;
    this.#depth++;
    const taken = this.#fill(floor, members);
    this.#depth--;
    this.#floor = floor;
    if (this.overflowed) return;
    if (taken < members.count) members.cut(moreOf(members.count - taken, members.one, members.several));
    else if (this.shares) this.#left += markerBytes;
  }
  /** Returns how many were copied. */
  #fill(floor: number, { count, copy }: Members): number {
    for (let index = 0; index < count; index++) {
      if (this.overflowed) return index;
      if (this.shares) {
        const room = this.#left - floor;
        if (room < this.#leastRoom) return index;
        this.#floor = index === count - 1 ? floor : floor + room / 2;
      }
      copy(index);
    }
    return count;
  }
}
