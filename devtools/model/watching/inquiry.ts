import { Pace, type PaceOptions } from "../pace.ts";

export interface InquiryOptions {
  /** Least time between two questions, in milliseconds. */
  readonly everyMs: () => number;
  /** Asks; never rejects. @param now in milliseconds from an arbitrary start */
  readonly ask: (now: number) => Promise<void>;
}

/** Asks for as long as somebody looks, one question at a time. */
export class Inquiry {
  readonly #options: InquiryOptions;
  readonly #pace: Pace;
  #views = 0;
  #asking = false;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(options: InquiryOptions, pace?: PaceOptions) {
    this.#options = options;
    this.#pace = new Pace(() => this.#turn(), pace);
  }

  /** Somebody looks, until the returned function is called; several may. */
  connect(): () => void {
    this.#views += 1;
    this.soon();
    let connected = true;
    return () => {
      if (!connected) return;
      connected = false;
      this.#views -= 1;
      if (this.#views === 0) this.#pace.stop();
    };
  }

  /** Asks in the next frame, if somebody looks: something has been done whose outcome is to be seen. */
  soon(): void {
    this.#askedAt = Number.NEGATIVE_INFINITY;
    if (this.#views > 0) this.#pace.request();
  }

  #turn(): void {
    if (this.#views === 0) return;
    const now = this.#pace.now();
    if (!this.#asking && now - this.#askedAt >= this.#options.everyMs()) {
      this.#askedAt = now;
      this.#asking = true;
      void this.#options.ask(now).finally(() => {
        this.#asking = false;
      });
    }
    // Numbers grow old by themselves, so that it asks again also when nothing happens.
    this.#pace.request();
  }
}
