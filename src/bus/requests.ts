import {
  BusClosedError,
  BusError,
  type BusEvent,
  type EventDraft,
  type EventKind,
  NoResponderError,
  requireFrom,
  TimeoutError,
  validate,
} from "../event/index.ts";
import type { RequestOptions } from "./bus.ts";
import type { Core } from "./core.ts";
import type { Delivery } from "./delivery.ts";
import type { HandlerCall } from "./handler-call.ts";
import type { PendingRequest } from "./pending-request.ts";
import { type Publishing, requireInput } from "./publishing.ts";
import type { Recording } from "./recording.ts";
import type { Subscriber } from "./subscriber.ts";

const defaultTimeoutMs = 5000;

/** Who answers what, and who waits for an answer. */
export class Requests {
  readonly #core: Core;
  readonly #publishing: Publishing;
  readonly #recording: Recording;
  readonly #waiting = new Set<Asking>();

  constructor(core: Core, publishing: Publishing, recording: Recording) {
    this.#core = core;
    this.#publishing = publishing;
    this.#recording = recording;
  }

  /** @throws BusError when the type has a responder already */
  register(type: string, responder: () => Subscriber): Subscriber {
    const { responders } = this.#core;
    const other = responders.get(type);
    if (other) throw new BusError("ERR_RESPONDER_EXISTS", `"${type}" has a responder already ("${other.name}"): unsubscribe it first.`);
    const subscriber = responder();
    // Its signal may have aborted before it began.
    if (subscriber.active) responders.set(type, subscriber);
    return subscriber;
  }
  forget(subscriber: Subscriber): void {
    const { responders } = this.#core;
    for (const [type, responder] of responders) if (responder === subscriber) responders.delete(type);
  }

  async request(input: EventDraft | BusEvent, options: RequestOptions = {}, cause = this.#core.cause): Promise<unknown> {
    const { timeoutMs = defaultTimeoutMs, signal } = options;
    requireInput(input);
    requireFrom(0, "timeoutMs", timeoutMs);
    signal?.throwIfAborted();
    const kind = ("definition" in input && input.definition) || this.#core.kindOf.get(input.type);
    const suppressed = cause?.round.delivery?.replay?.emissions === "suppress";
    if (this.#core.phase === "open" && !suppressed && !this.#core.responders.has(input.type)) this.#refuse(input, cause);
    const asking = new Asking(this.#core, this.#publishing, kind || undefined);
    this.#waiting.add(asking);
    const stop = this.#endAfter(asking, input.type, timeoutMs, signal);
    try {
      this.#publishing.publishOne(input, undefined, cause, { request: asking });
      return await asking.reply;
    } finally {
      this.#waiting.delete(asking);
      stop();
    }
  }
  /** The bus has closed: nobody will answer any more. */
  close(): void {
    for (const asking of this.#waiting) asking.reject(new BusClosedError("The bus was closed before the request was answered."));
  }

  #refuse(input: EventDraft | BusEvent, cause: HandlerCall | undefined): never {
    const { type } = input;
    if ("input" in input) this.#recording.refused(input, "stopped", "no responder", cause);
    throw new NoResponderError(`Nobody answers for "${type}". Call bus.respond() for it first.`);
  }
  #endAfter(asking: Asking, type: string, timeoutMs: number, signal: AbortSignal | undefined): () => void {
    const give = (error: unknown, by: string) => {
      if (asking.settled) return;
      asking.reject(error);
      if (asking.delivery) this.#publishing.entry.cancel(asking.delivery, by);
      // Nobody waits for what it comes to.
      asking.takenBy?.abort(error);
    };
    const cancelTimeout =
      timeoutMs === Infinity
        ? undefined
        : this.#core.clock.schedule(
            () => give(new TimeoutError(`Nobody answered "${type}" within ${timeoutMs} ms. Raise timeoutMs, or see why its responder is slow.`), "timeout"),
            timeoutMs,
            "normal",
          );
    const onAbort = () => give(signal?.reason, "signal");
    signal?.addEventListener("abort", onAbort, { once: true });
    return () => {
      cancelTimeout?.();
      signal?.removeEventListener("abort", onAbort);
    };
  }
}

/** One request under way. */
class Asking implements PendingRequest {
  readonly reply: Promise<unknown>;
  /** What carries it, once it is on its way. */
  delivery: Delivery | undefined;
  settled = false;
  takenBy: HandlerCall | undefined;
  readonly #core: Core;
  readonly #publishing: Publishing;
  readonly #kind: (EventKind & { readonly reply?: Parameters<typeof validate>[0] }) | undefined;
  #resolve!: (reply: unknown) => void;
  #reject!: (error: unknown) => void;

  constructor(core: Core, publishing: Publishing, kind: EventKind | undefined) {
    this.#core = core;
    this.#publishing = publishing;
    this.#kind = kind;
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Publishing may fail before anybody awaits the reply; whoever does later still gets the error.
    this.reply.catch(() => {});
  }

  /** This bus, as a reply's address. */
  get replyTo(): string {
    return this.#core.stamper.ids.prefix;
  }
  /** What the responder returned becomes the reply event, and what middleware made of that becomes the answer. */
  answer(value: unknown, call: HandlerCall): void {
    if (this.settled) return;
    const type = `${call.round.event.type}.reply`;
    try {
      const reply = this.#kind?.reply;
      const input = reply === undefined ? value : validate(reply, type, value);
      const sent = this.#publishing.publishReply({ type, input, options: { priority: "immediate" } }, call);
      if (sent === undefined) throw new BusError("ERR_REQUEST_STOPPED", `The reply "${type}" was stopped by a middleware.`);
      this.settled = true;
      this.#resolve(sent.payload);
    } catch (error) {
      this.reject(error);
    }
  }
  reject(error: unknown): void {
    if (this.settled) return;
    this.settled = true;
    this.#reject(error);
  }
}
