import { queueOf, type Scheduling } from "./memory-line.ts";
import type { LinkTransport, TransportHost } from "./transport.ts";

/** What a memory link does to messages, for tests of what it takes to live with that. */
export interface MemoryFaults {
  /** Asked for each message: lose it. */
  lose?(message: unknown): boolean;
  /** Asked for each message: how often it arrives. @default 1 */
  copies?(message: unknown): number;
  /** Asked for each message: what carries it in place of `schedule`, so that others overtake it. */
  carry?(message: unknown): Scheduling | undefined;
}
export interface MemoryLinkOptions extends MemoryFaults {
  /** Carries a message later, one after another. @default in a microtask */
  readonly schedule?: Scheduling;
}

/** Two transports, each the other's far side, and what disturbs them. */
export interface MemoryLink {
  readonly left: LinkTransport;
  readonly right: LinkTransport;
  /** Both sides hear `reconnecting`; what was under way is lost. */
  disconnect(): void;
  /** Both sides hear `connected` again. */
  reconnect(): void;
  /** Messages under way. */
  readonly underWay: number;
}

/**
 * A link within one context: between two buses of a page, or two that a test wants to connect.
 *
 * @example
 * const { left, right } = memoryLink();
 * const here = createBus();
 * const there = createBus();
 * there.subscribe("cart.*", ({ topic }) => console.log(topic));
 * await Promise.all([connect(here, left), connect(there, right)]);
 * here.emit({ type: "cart.added", input: { sku: "tea" } });
 */
export function memoryLink(options: MemoryLinkOptions = {}): MemoryLink {
  const line = new Line(options);
  const left = new MemoryTransport(line);
  const right = new MemoryTransport(line);
  left.far = right;
  right.far = left;
  return {
    left,
    right,
    disconnect: () => line.cut([left, right]),
    reconnect: () => line.mend([left, right]),
    get underWay() {
      return line.underWay;
    },
  };
}

/** What both sides share: whether it holds, and what is under way. */
class Line {
  readonly options: MemoryLinkOptions;
  whole = true;
  /** Grows with each cut: what was posted before it does not arrive. */
  generation = 0;
  underWay = 0;
  readonly later: (task: () => void) => void;

  constructor(options: MemoryLinkOptions) {
    this.options = options;
    this.later = queueOf(options.schedule);
  }
  cut(sides: readonly MemoryTransport[]): void {
    if (!this.whole) return;
    this.whole = false;
    this.generation++;
    for (const side of sides) side.host?.state("reconnecting", new Error("The memory link was disconnected."));
  }
  mend(sides: readonly MemoryTransport[]): void {
    if (this.whole) return;
    this.whole = true;
    for (const side of sides) side.host?.state("connected");
  }
}

class MemoryTransport implements LinkTransport {
  readonly name = "memory";
  readonly capabilities = { durable: false, order: "source", consumerGroups: false, interest: true } as const;
  readonly #line: Line;
  far: MemoryTransport | undefined;
  host: TransportHost | undefined;

  constructor(line: Line) {
    this.#line = line;
  }
  async connect(host: TransportHost): Promise<void> {
    this.host = host;
    if (!this.#line.whole) host.state("reconnecting");
  }
  post(message: unknown): void {
    const line = this.#line;
    if (!line.whole) throw new Error("The memory link is disconnected.");
    if (line.options.lose?.(message)) return;
    const { generation } = line;
    const later = line.options.carry?.(message) ?? line.later;
    for (let copies = line.options.copies?.(message) ?? 1; copies > 0; copies--) {
      line.underWay++;
      later(() => {
        line.underWay--;
        if (line.generation === generation) this.far?.host?.receive(message);
      });
    }
  }
  async close(): Promise<void> {
    this.host = undefined;
  }
}
