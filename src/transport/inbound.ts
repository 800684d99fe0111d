import { type EventKind, fromCloudEvent, takeCloudEvent } from "../event/index.ts";
import { LinkError } from "./errors.ts";
import type { Hub } from "./hub.ts";
import type { Arrival } from "./met-events.ts";
import type { LinkOptions } from "./options.ts";
import type { Report } from "./report.ts";

/** The last step of what comes in: read, checked, met for the first time, published. Never throws. */
export class Inbound {
  readonly #hub: Hub;
  readonly #options: LinkOptions;
  readonly #report: Report;
  readonly #kinds: ReadonlyMap<string, readonly EventKind[]>;
  readonly #name: string;
  readonly #mayPost: (topic: string, type: string) => boolean;
  /** All that comes the same way in one millisecond has arrived alike. */
  #latest: Arrival | undefined;

  /** @param mayPost what the far side may post, by what it was told of this side's interest: anything where it speaks to others as well */
  constructor(hub: Hub, options: LinkOptions, report: Report, name: string, mayPost: (topic: string, type: string) => boolean = () => true) {
    this.#hub = hub;
    this.#options = options;
    this.#report = report;
    // The first of a type counts.
    this.#kinds = new Map(options.kinds.toReversed().map((kind) => [kind.type, [kind]]));
    this.#name = name;
    this.#mayPost = mayPost;
  }

  /**
   * @param arrival by which way; the path tells the far side too
   * @param bytes of the message that it came in: with no more than one event may have, it need not be measured itself
   * @param mayKeep nobody else holds it
   */
  take(value: unknown, arrival: Arrival, bytes: number, mayKeep: boolean): void {
    try {
      const { maxEventBytes } = this.#options;
      if (bytes > maxEventBytes && (JSON.stringify(value)?.length ?? 0) > maxEventBytes)
        throw new RangeError(`an event is larger than maxEventBytes (${maxEventBytes})`);
      this.#take(value, arrival, mayKeep);
    } catch (error) {
      this.refuse(error);
    }
  }
  #take(value: unknown, arrival: Arrival, mayKeep: boolean): void {
    const { maxHops, wants } = this.#options;
    const { path } = arrival;
    const hub = this.#hub;
    if (path.includes(hub.instanceId)) return this.duplicate();
    if (path.length > maxHops) throw new RangeError(`an event has passed through ${path.length} buses, more than maxHops (${maxHops})`);
    const kinds = this.#kindsOf(value);
    const event = mayKeep ? takeCloudEvent(value, kinds) : fromCloudEvent(value, kinds);
    if (!this.#mayPost(event.topic, event.type)) throw new TypeError(`an event of topic "${event.topic}" is not among what this side subscribes to`);
    if (!wants(event.topic, event.type)) return;
    // Only what was made here has such an id, and that is not taken from others: either it has come round, or somebody pretends.
    const met = hub.meet(event, this.#recorded(arrival));
    if (met === "duplicate") return this.duplicate();
    if (met === "forged") throw new TypeError(`the event ${event.id} claims to be made here, and was not`);
    hub.bus.emit(event);
    this.#report.stats.received++;
  }
  /** With what history is to know of it. */
  #recorded(arrival: Arrival): Arrival {
    const at = this.#hub.core.time.now();
    const latest = this.#latest;
    if (latest?.path === arrival.path && latest.recorded?.at === at) return latest;
    return (this.#latest = { ...arrival, recorded: this.#hub.recordArrival(this.#name, arrival.path, at) });
  }
  /** Of its type alone: that it is looked for among all of them for each event would make many definitions dear. */
  #kindsOf(value: unknown): readonly EventKind[] | undefined {
    if (this.#kinds.size === 0) return undefined;
    const type: unknown = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
    return typeof type === "string" ? this.#kinds.get(type) : undefined;
  }
  duplicate(): void {
    this.#report.stats.duplicates++;
  }
  refuse(error: unknown): void {
    this.#report.trouble("rejected", 1, error instanceof LinkError ? error : this.#refusal(error));
  }
  #refusal(error: unknown): LinkError {
    const why = error instanceof Error ? error.message : String(error);
    return new LinkError("ERR_LINK_REFUSED", `The link "${this.#name}" refused what came in: ${why}.`, { cause: error });
  }
}
