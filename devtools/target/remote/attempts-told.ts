import type { Undelivered } from "eventdeck";
import { crossingAttempt } from "./crossing.ts";

/** Attempts that one panel has been told of: it is sent those that are new, and how many there are. */
export class AttemptsTold {
  #newest: Undelivered | undefined;
  #total = 0;

  /** `undefined` when there is nothing new. */
  news(attempts: readonly Undelivered[]): { readonly added: readonly Undelivered[]; readonly total: number; readonly anew: boolean } | undefined {
    const newest = attempts.at(-1);
    if (newest === this.#newest && attempts.length === this.#total) return undefined;
    const told = this.#newest ? attempts.lastIndexOf(this.#newest) : -1;
    this.#newest = newest;
    this.#total = attempts.length;
    return { added: attempts.slice(told + 1).map(crossingAttempt), total: attempts.length, anew: told < 0 };
  }
}
