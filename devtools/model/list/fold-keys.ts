import type { HistoryEntry, Undelivered } from "eventdeck";
import { noKey } from "./line-groups.ts";
import { attemptedType } from "./undelivered.ts";

/** What all lines of a fold have in common. */
export interface FoldKind {
  readonly type: string;
  readonly source: string;
  /** Of events that reached no listener. */
  readonly unheard: boolean;
  /** Of attempts. */
  readonly reason?: Undelivered["reason"];
}

// An application that makes up a type per event has nothing to fold; past this many kinds the numbers begin anew, and older ones fold no further.
const mostKinds = 10_000;

/** Numbers for what may stand in one row together: equal numbers fold. */
export class FoldKeys {
  readonly #numbers = new Map<string, Map<string, number>>();
  #kinds = new Map<number, FoldKind>();
  #next = 1;

  /** Failed events fold with nothing, so that none is ever out of sight. */
  ofEntry({ event, outcome, imported, folded }: HistoryEntry): number {
    if (outcome.failed > 0) return noKey;
    const unheard = outcome.handlers === 0 && !imported && !folded;
    return this.#number(unheard ? "unheard" : "", { type: event.type, source: event.source, unheard });
  }

  ofAttempt(attempt: Undelivered): number {
    const { reason } = attempt;
    return this.#number(reason, { type: attemptedType(attempt), source: attempt.event?.source ?? "", unheard: false, reason });
  }

  kindOf(key: number): FoldKind | undefined {
    return this.#kinds.get(key);
  }

  #number(what: string, kind: FoldKind): number {
    const inner = what === "" ? kind.source : `${what} ${kind.source}`;
    const ofType = this.#numbers.get(kind.type) ?? new Map<string, number>();
    const known = ofType.get(inner);
    if (known !== undefined) return known;
    if (this.#kinds.size >= mostKinds) {
      this.#numbers.clear();
      this.#kinds = new Map();
      ofType.clear();
    }
    const number = this.#next;
    this.#next += 1;
    this.#numbers.set(kind.type, ofType.set(inner, number));
    this.#kinds.set(number, kind);
    return number;
  }
}
