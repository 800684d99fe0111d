import type { LinkTransport, TransportHost } from "eventdeck/transport";

/** A link whose far side is the test: it sees every message, and says whatever it likes. */
export class RawLink implements LinkTransport {
  readonly name = "raw";
  readonly capabilities: LinkTransport["capabilities"];
  /** What was posted, read. */
  readonly posted: Record<string, unknown>[] = [];
  closes = 0;
  #host: TransportHost | undefined;

  constructor(peers: "one" | "many" = "one") {
    this.capabilities = { durable: false, order: "source", consumerGroups: false, interest: true, peers };
  }
  async connect(host: TransportHost): Promise<void> {
    this.#host = host;
  }
  post(message: unknown): void {
    this.posted.push(JSON.parse(String(message)));
  }
  async close(): Promise<void> {
    this.closes++;
  }

  get host(): TransportHost {
    if (!this.#host) throw new Error("Connect it first.");
    return this.#host;
  }
  /** Says something as the far side. */
  say(message: object, from = "far"): void {
    this.host.receive(JSON.stringify({ eventdeck: 1, from, epoch: `epoch of ${from}`, ...message }));
  }
  hello(more: object = {}, from = "far"): void {
    this.say({ kind: "hello", offset: 0, since: 0, interest: [{ topic: "#" }], answers: [], ...more }, from);
  }
  events(offset: number, events: readonly object[], more: object = {}, from = "far"): void {
    this.say({ kind: "events", offset, events, ...more }, from);
  }
  ofKind(kind: string): readonly Record<string, unknown>[] {
    return this.posted.filter((message) => message["kind"] === kind);
  }
}

let made = 0;
/** A CloudEvent as somebody else would write it. */
export function cloudEvent(more: object = {}): object {
  return { specversion: "1.0", id: `far-${++made}`, source: "/far", type: "far.event", time: "2026-01-01T00:00:00Z", ...more };
}
