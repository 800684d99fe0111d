import type { Bus } from "../bus/index.ts";

const newest = new Map<string, Generation>();

/** One evaluation of a module, and what it has made that is to end when the next one takes its place. */
export class Generation {
  /** Whose module's own code runs at the moment, for the first time. */
  static evaluating: Generation | undefined;
  /** Aborts when the module is replaced. */
  readonly signal: AbortSignal;
  /** Buses of the module, by key; handed on to the next generation. */
  readonly buses: Map<string, Bus>;
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
  /** One that ends with either of two. */
  static until(one: Generation, other: Generation): Generation {
    const generation = Generation.lasting();
    for (const each of [one, other]) each.owns(() => generation.end());
    return generation;
  }
  /** Begins a module's next generation, and ends the one before. */
  static begin(module: string): Generation {
    const before = newest.get(module);
    const generation = new Generation(before?.buses ?? new Map());
    newest.set(module, generation);
    before?.end();
    return generation;
  }

  /** The module's own code begins. */
  evaluate(): void {
    Generation.evaluating = this;
    // Modules are evaluated in a row, without a turn between them: this one has come to its end by then, or has thrown.
    queueMicrotask(() => this.evaluated());
  }
  evaluated(): void {
    if (Generation.evaluating === this) Generation.evaluating = undefined;
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
