import { Matches } from "../matches.ts";
import type { Selection } from "../selection.ts";

/** The matches of a filter in another page, which does the matching. */
export class RemoteSelection implements Selection {
  readonly matches = new Matches();
  readonly filter: string;
  readonly #changed: () => void;
  readonly #end: () => void;
  #progress = 0;

  constructor(filter: string, changed: () => void, end: () => void) {
    this.filter = filter;
    this.#changed = changed;
    this.#end = end;
  }

  get progress(): number {
    return this.#progress;
  }

  /** Told by the wire. */
  take(added: readonly number[], removed: readonly number[], progress: number): void {
    for (const position of added) this.matches.add(position);
    for (const position of removed) this.matches.delete(position);
    this.#progress = progress;
    this.#changed();
  }

  // The other page looks again at what has settled, and tells.
  awaits(): boolean {
    return false;
  }

  advance(): boolean {
    return true;
  }

  forget(position: number): void {
    this.matches.dropBefore(position);
  }

  close(): void {
    this.#end();
  }
}
