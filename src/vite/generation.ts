import type { Bus } from "../bus/index.ts";

const newest = new Map<string, Generation>();

/** One evaluation of a module, and what it has made that is to end when the next one takes its place. */
export class Generation {
  /** Aborts when the module is replaced. */
  readonly signal: AbortSignal;
  /** Buses of the module, by key; handed on to the next generation. */
  readonly buses: Map<string, Bus>;
  /** While the module's own code runs for the first time. */
  evaluating = false;
  /** Its evaluation called something that is no bus: what that did would be done twice. */
  touchedOthers = false;
  readonly #controller = new AbortController();
  readonly #ends = new Set<() => void>();

  private constructor(buses: Map<string, Bus>) {
    this.signal = this.#controller.signal;
    this.buses = buses;
  }

  /** One that nothing replaces. */
  static lasting(): Generation {
    return new Generation(new Map());
  }
  /** Begins a module's next generation, and ends the one before. */
  static begin(module: string): Generation {
    const before = newest.get(module);
    const generation = new Generation(before?.buses ?? new Map());
    newest.set(module, generation);
    before?.end();
    return generation;
  }

  get ended(): boolean {
    return this.signal.aborted;
  }
  /** Ends at once what a replaced module makes. Returns what forgets it again. */
  owns(end: () => void): () => void {
    if (this.ended) {
      end();
      return () => {};
    }
    this.#ends.add(end);
    return () => void this.#ends.delete(end);
  }
  end(): void {
    for (const end of this.#ends) end();
    this.#ends.clear();
    this.#controller.abort(new DOMException("The module was replaced by a hot update.", "AbortError"));
  }
}
