import type { Bus, Undelivered } from "eventdeck";
import { Pace, type PaceOptions } from "./pace.ts";
import { Store, type Readable } from "./store.ts";

/** What was published and reached nobody, newest first. */
export class UndeliveredModel implements Readable<readonly Undelivered[]> {
  readonly #bus: Bus;
  readonly #store: Store<readonly Undelivered[]>;
  readonly #pace: Pace;

  constructor(bus: Bus, options?: PaceOptions) {
    this.#bus = bus;
    this.#pace = new Pace(() => this.#store.set(bus.history.undelivered().toReversed()), options);
    this.#store = new Store(bus.history.undelivered().toReversed());
  }

  get state(): readonly Undelivered[] {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Told by whoever watches the bus. */
  changed(): void {
    this.#pace.count(1);
    this.#pace.request();
  }

  /** Reads again when history was cleared. */
  connect(): () => void {
    const changes = this.#bus.history.changes$.subscribe(() => this.#pace.request());
    this.#pace.request();
    return () => {
      changes.unsubscribe();
      this.#pace.stop();
    };
  }
}

const reasons: Readonly<Record<Undelivered["reason"], string>> = {
  invalid: "Its payload does not fit the definition",
  stopped: "A middleware stopped it",
  expired: "Its time to live ran out before its turn came",
  cancelled: "It was cancelled while it waited",
  conflated: "A newer one of the same key took its place",
  overflow: "Its lane was full",
};

/** Why an event reached nobody, in words, with the one who decided so. */
export function reasonText({ reason, by }: Undelivered): string {
  return by === undefined || by === "" ? reasons[reason] : `${reasons[reason]}: ${by}`;
}

/** The type of what was attempted, also when it never became an event. */
export function attemptedType({ event, draft }: Undelivered): string {
  return event?.type ?? draft?.type ?? "unknown";
}

/** What it would have carried. */
export function attemptedPayload({ event, draft }: Undelivered): unknown {
  return event ? event.payload : draft?.input;
}
