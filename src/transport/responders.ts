import type { Core } from "../bus/index.ts";

type Subscriber = NonNullable<ReturnType<Core["responders"]["get"]>>;

/** Who answers on a bus that has links. It `has` what is answered elsewhere too, so that requests are let through; all else about it is those who answer here. */
export class Responders extends Map<string, Subscriber> {
  readonly #standIns = new Map<string, Subscriber>();
  readonly #changed: () => void;
  #standingIn = false;

  constructor(local: Iterable<readonly [type: string, responder: Subscriber]>, changed: () => void) {
    super();
    this.#changed = changed;
    for (const [type, responder] of local) super.set(type, responder);
  }

  /** Types for which somebody stands in. */
  get elsewhere(): readonly string[] {
    return [...this.#standIns.keys()];
  }
  /** Whoever registers meanwhile stands in for somebody elsewhere. */
  standIn(register: () => void): void {
    this.#standingIn = true;
    try {
      register();
    } finally {
      this.#standingIn = false;
    }
  }
  /** Nobody answers it elsewhere any more. What its stand-in still waits for goes on, and ends by its own reason. */
  withdraw(type: string): void {
    this.#standIns.get(type)?.retire();
    this.#standIns.delete(type);
  }
  isHere(type: string): boolean {
    return super.has(type);
  }
  isElsewhere(type: string): boolean {
    return this.#standIns.has(type);
  }

  override has(type: string): boolean {
    return super.has(type) || this.#standIns.has(type);
  }
  /** Who answers here comes before whoever stands in. */
  override set(type: string, responder: Subscriber): this {
    if (this.#standingIn) {
      this.#standIns.set(type, responder);
      return this;
    }
    super.set(type, responder);
    this.withdraw(type);
    this.#changed();
    return this;
  }
  override delete(type: string): boolean {
    const deleted = super.delete(type);
    if (deleted) this.#changed();
    return deleted;
  }
}
