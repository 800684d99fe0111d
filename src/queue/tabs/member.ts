import type { Observable, Subscription } from "rxjs";
import type { Clock } from "../../scheduling/index.ts";
import type { QueueInfo } from "../queue.ts";
import type { HostedConsumer } from "./hosted-consumer.ts";
import type { ToTab } from "./wire.ts";

/** Pings in a row that a tab may leave unanswered: the answer to one may wait while the owner itself is held up. */
const maxUnanswered = 1;

/** A tab, as the owner of a queue knows it. */
export class Member {
  readonly consumers = new Map<string, HostedConsumer>();
  readonly post: (message: ToTab) => void;
  gone = false;
  /** Calls off who waits for its end. */
  unwatch = () => {};
  readonly #clock: Clock;
  readonly #ended: () => void;
  readonly #watched = new Map<string, Subscription>();
  #cancelPing: (() => void) | undefined;
  #unanswered = 0;

  /** @param ended called at its end */
  constructor(clock: Clock, post: (message: ToTab) => void, ended: () => void) {
    this.#clock = clock;
    this.post = post;
    this.#ended = ended;
  }

  consumerOf(delivery: string): HostedConsumer | undefined {
    for (const consumer of this.consumers.values()) if (consumer.has(delivery)) return consumer;
    return undefined;
  }
  watchInfo(queue: string, info$: Observable<QueueInfo> | undefined): void {
    this.#watched.get(queue)?.unsubscribe();
    this.#watched.delete(queue);
    if (!info$) return;
    this.#watched.set(
      queue,
      info$.subscribe((info) => this.post({ kind: "info", queue, info })),
    );
  }
  /** A handler may run for long, and a tab that is frozen or hangs cannot say so: it is asked twice in this time, for as long as it has deliveries. */
  ask(withinMs: number): void {
    if (this.#cancelPing || this.gone) return;
    this.#unanswered++;
    this.post({ kind: "ping" });
    const look = () => {
      this.#cancelPing = undefined;
      if (this.#unanswered > maxUnanswered) this.endAndTell("not settled within the visibility timeout by a tab that does not answer");
      else if (this.#isBusy) this.ask(withinMs);
    };
    this.#cancelPing = this.#clock.schedule(look, withinMs / 2, "normal");
  }
  heard(): void {
    this.#unanswered = 0;
  }
  /** Its deliveries go to others. */
  end(how: string): void {
    if (this.gone) return;
    this.leave();
    this.#ended();
    for (const consumer of this.consumers.values()) consumer.drop(how);
  }
  /** It may be there again later, and begin anew. */
  endAndTell(how: string): void {
    this.end(how);
    this.post({ kind: "dropped", how });
  }
  leave(): void {
    this.gone = true;
    this.unwatch();
    this.#cancelPing?.();
    for (const subscription of this.#watched.values()) subscription.unsubscribe();
  }
  get #isBusy(): boolean {
    for (const consumer of this.consumers.values()) if (consumer.isBusy) return true;
    return false;
  }
}
