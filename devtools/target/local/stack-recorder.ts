import type { Bus, InspectRecord } from "eventdeck";

/** Time and stacks; tests pass their own. */
export interface StackSource {
  /** Milliseconds from an arbitrary start. */
  readonly now: () => number;
  /** The stack right here, as the runtime writes it. */
  readonly stack: () => string;
}

/** How much may be spent, and kept. */
const mostPerSecond = 200;
const mostPerTypeAndSecond = 50;
const mostMsPerSecond = 20;
const mostKept = 10_000;
const frames = 40;

/** Takes the stack of each emit while it is on: at most 200 a second, 50 of one type, and for 2 % of the time; the newest 10,000 are kept. */
export class StackRecorder {
  readonly #bus: Bus;
  readonly #source: StackSource;
  readonly #stacks = new Map<string, string>();
  readonly #texts = new Map<string, string>();
  #leave: (() => void) | undefined;
  #secondFrom = Number.NEGATIVE_INFINITY;
  #takenThen = 0;
  #msThen = 0;
  readonly #ofType = new Map<string, number>();
  taken = 0;
  skipped = 0;
  ms = 0;

  constructor(bus: Bus, source: StackSource) {
    this.#bus = bus;
    this.#source = source;
  }

  get on(): boolean {
    return this.#leave !== undefined;
  }

  /** What was taken before stays known. */
  switch(on: boolean): void {
    if (on === this.on) return;
    if (on) {
      // Records are made inside of `emit`: its caller is still on the stack.
      const records = this.#bus.inspect$.subscribe((record) => this.#take(record));
      this.#leave = () => records.unsubscribe();
    } else {
      this.#leave?.();
      this.#leave = undefined;
    }
  }

  of(id: string): string | undefined {
    return this.#stacks.get(id);
  }

  #take(record: InspectRecord): void {
    if (record.kind !== "accepted" || record.event.replay !== undefined) return;
    const { id, type } = record.event;
    const before = this.#source.now();
    if (!this.#mayTake(before, type)) {
      this.skipped += 1;
      return;
    }
    this.#keep(id, this.#source.stack());
    const spent = this.#source.now() - before;
    this.taken += 1;
    this.ms += spent;
    this.#msThen += spent;
  }

  #mayTake(now: number, type: string): boolean {
    if (now - this.#secondFrom >= 1_000) {
      this.#secondFrom = now;
      this.#takenThen = 0;
      this.#msThen = 0;
      this.#ofType.clear();
    }
    const ofType = this.#ofType.get(type) ?? 0;
    if (this.#takenThen >= mostPerSecond || this.#msThen >= mostMsPerSecond || ofType >= mostPerTypeAndSecond) return false;
    this.#takenThen += 1;
    this.#ofType.set(type, ofType + 1);
    return true;
  }

  /** An application emits from few places: their texts are kept once. */
  #keep(id: string, stack: string): void {
    const text = this.#texts.get(stack) ?? stack;
    if (this.#texts.size >= mostKept) this.#texts.clear();
    this.#texts.set(text, text);
    this.#stacks.delete(id);
    this.#stacks.set(id, text);
    if (this.#stacks.size <= mostKept) return;
    const [oldest] = this.#stacks.keys();
    if (oldest !== undefined) this.#stacks.delete(oldest);
  }
}

/** The stack of whoever calls this, deep enough to reach past this package into the application. */
export function stackHere(): string {
  const limit: unknown = Reflect.get(Error, "stackTraceLimit");
  if (typeof limit !== "number" || limit >= frames) return new Error().stack ?? "";
  Reflect.set(Error, "stackTraceLimit", frames);
  const { stack = "" } = new Error();
  Reflect.set(Error, "stackTraceLimit", limit);
  return stack;
}
