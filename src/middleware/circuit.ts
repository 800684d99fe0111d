import type { BusEvent } from "../event/index.ts";

/** `closed`: calls go through; `open`: none does; `half-open`: a few do, to see whether things are well again. */
export type CircuitState = "closed" | "open" | "half-open";

interface CircuitLimits {
  readonly failureThreshold: number;
  readonly openMs: number;
  readonly halfOpenProbes: number;
}

/** A call that is let through to see whether it succeeds. */
interface Probe {
  readonly event: BusEvent;
  readonly startedAt: number;
  /** Its handler has rejected. Without a failure, it was cancelled: what the bus reports of that looks like success. */
  wasRejected: boolean;
}

/** The state of one handler's circuit. It has no timers: an open circuit turns half-open when the first call after `openMs` comes. */
export class Circuit {
  state: CircuitState = "closed";
  readonly #limits: CircuitLimits;
  #failuresInARow = 0;
  #successfulProbes = 0;
  #openUntil = 0;
  #probes: Probe[] = [];

  constructor(limits: CircuitLimits) {
    this.#limits = limits;
  }

  /** Whether a call would be held back. Changes nothing, so that a dry run may ask. */
  holdsBack(now: number): boolean {
    if (this.state === "open") return now < this.#openUntil;
    return this.state === "half-open" && !this.#hasRoom(now);
  }

  /** Takes a place for a probe; `undefined` for a call that is none. */
  startProbe(event: BusEvent, now: number): Probe | undefined {
    if (this.state === "open" && now >= this.#openUntil) this.#turn("half-open");
    if (this.state !== "half-open" || !this.#hasRoom(now)) return undefined;
    const probe: Probe = { event, startedAt: now, wasRejected: false };
    this.#probes.push(probe);
    return probe;
  }

  /** Counts a call's outcome. While half-open only a probe's counts: calls that began before the circuit opened still come in. */
  count(event: BusEvent, failed: boolean, now: number): void {
    if (this.state === "closed") {
      this.#failuresInARow = failed ? this.#failuresInARow + 1 : 0;
      if (this.#failuresInARow >= this.#limits.failureThreshold) this.#open(now);
    } else if (this.state === "half-open") {
      const probe = this.#probes.find((other) => other.event === event);
      if (!probe) return;
      this.#probes = this.#probes.filter((other) => other !== probe);
      if (failed) this.#open(now);
      else if (!probe.wasRejected && ++this.#successfulProbes >= this.#limits.halfOpenProbes) this.#turn("closed");
    }
  }

  // A probe that has not ended in `openMs` gives up its place: with none left, the handler would be cut off for ever.
  #hasRoom(now: number): boolean {
    const running = this.#probes.filter((probe) => now - probe.startedAt < this.#limits.openMs);
    return running.length + this.#successfulProbes < this.#limits.halfOpenProbes;
  }

  #open(now: number): void {
    this.#turn("open");
    this.#openUntil = now + this.#limits.openMs;
  }

  #turn(to: CircuitState): void {
    this.state = to;
    this.#failuresInARow = 0;
    this.#successfulProbes = 0;
    this.#probes = [];
  }
}
