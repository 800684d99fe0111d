import { type Bus, type Core, coreOf } from "../bus/index.ts";
import type { EventKind } from "../event/index.ts";
import { type CaptureOptions, checkOptions } from "./capture-options.ts";
import { copyWithin } from "./copy.ts";
import { beginFrame, currentMark, type EndFrame, inOrder, type Mark } from "./frames.ts";
import { capturedHeader, type Origin, originOf } from "./origin.ts";
import { isBusy, quietly } from "./quiet.ts";

/** One captured happening. */
export interface Happening {
  /** Words after the kind of source. */
  readonly name: string;
  /** Copied within the budget, unless it is `copied` already. */
  readonly payload: unknown;
  readonly copied?: boolean;
  readonly subject?: string;
  readonly definition?: EventKind;
  /** The event that it follows from. @default the captured call or the handler that is running */
  readonly cause?: Mark;
}

/** Turns what one capture sees into events of its bus. */
export class Recorder {
  readonly maxBytes: number;
  readonly #bus: Bus;
  readonly #core: Core;
  readonly #kind: string;
  readonly #topic: string;
  readonly #origin: Origin;
  readonly #headers: Readonly<Record<string, string>>;
  #leftOut = 0;

  /** @param target what is captured: all captures of it know each other's events */
  constructor(by: string, bus: Bus, target: object, kind: string, options: CaptureOptions) {
    const { topic = kind, maxBytes } = checkOptions(by, bus, options);
    this.maxBytes = maxBytes;
    this.#bus = bus;
    this.#core = coreOf(bus);
    this.#kind = kind;
    this.#topic = topic;
    this.#origin = originOf(target, kind);
    this.#headers = { [capturedHeader]: this.#origin.name };
  }

  /** Begins to look for echoes. Returns what ends it. */
  watch(): () => void {
    return this.#origin.watch(this.#core);
  }
  /** Whether nothing is to be captured now; what is an echo of this capture is counted. */
  get deaf(): boolean {
    if (this.#bus.closed || isBusy()) return true;
    if (!this.#origin.isEcho()) return false;
    this.#leftOut++;
    return true;
  }
  /** Milliseconds from an arbitrary start, by the clock of the bus. */
  now(): number {
    return this.#core.clock.monotonic();
  }
  /** Runs later, by the clock of the bus. Returns what calls it off. */
  after(delayMs: number, work: () => void): () => void {
    return this.#core.clock.schedule(work, delayMs, "normal");
  }
  /** Within the budget of one event. */
  copy(value: unknown): unknown {
    return quietly(() => copyWithin(value, this.maxBytes));
  }

  /** The identity of an event to come, caused by what runs now. */
  mark(cause: Mark | undefined = this.#cause()): Mark & { readonly causationId?: string } {
    const id = this.#core.stamper.ids.next();
    return { id, correlationId: cause?.correlationId ?? id, causationId: cause?.id };
  }
  /** Publishes, or leaves out an echo. Never throws. */
  record(happening: Happening): Mark | undefined {
    // What follows from something that was captured belongs to it, whoever is busy meanwhile.
    if (happening.cause ? this.#bus.closed || isBusy() : this.deaf) return undefined;
    return quietly(() => {
      const mark = this.mark(happening.cause);
      this.publish(mark, happening);
      return mark;
    });
  }
  /** What is captured until the returned function is called follows from the marked event; with `holds`, it is published after it, then. */
  frame(mark: Mark, holds = false): EndFrame {
    return beginFrame({ bus: this.#bus, mark, cause: this.#core.cause, ...(holds && { held: [] }) });
  }
  /** Publishes under an identity made before, in the normal lane: handlers must not run within the application's own call. */
  publish(mark: Mark & { readonly causationId?: string }, { name, payload, copied = false, subject, definition }: Happening): void {
    if (!this.#origin.admit(mark.id, mark.correlationId)) return;
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    const draft = {
      type: `${this.#kind}.${name}`,
      input: copied ? payload : this.copy(payload),
      definition,
      options: {
        id: mark.id,
        correlationId: mark.correlationId,
        causationId: mark.causationId,
        topic: `${this.#topic}.${name}`,
        priority: "normal" as const,
        time: this.#core.clock.now(),
        subject: subject || undefined,
        headers: leftOut > 0 ? { ...this.#headers, leftOut } : this.#headers,
      },
    };
    inOrder(this.#bus, () => quietly(() => this.#bus.emit(draft)));
  }

  #cause(): Mark | undefined {
    const { cause, failures } = this.#core;
    return currentMark(this.#bus, this.#core) ?? cause?.round.event ?? failures.reporting;
  }
}
