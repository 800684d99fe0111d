import type { Link } from "../../target/index.ts";

/** A rate is that of so long before; of less until a link was watched for that long. */
const windowMs = 5_000;

interface Sample {
  readonly at: number;
  readonly sent: number;
  readonly received: number;
}

/** Events per second; `undefined` until there are two counts to compare. */
export interface LinkRate {
  readonly sent: number | undefined;
  readonly received: number | undefined;
}

/** How much goes over links, from their counts as they are read now and then. */
export class LinkRates {
  #samples: ReadonlyMap<number, readonly Sample[]> = new Map();

  /** @param now milliseconds from an arbitrary start */
  take(links: readonly Link[], now: number): void {
    const kept = new Map<number, readonly Sample[]>();
    for (const { id, stats } of links) {
      const before = (this.#samples.get(id) ?? []).filter(({ at }) => at >= now - windowMs);
      kept.set(id, [...before, { at: now, sent: stats.sent, received: stats.received }]);
    }
    this.#samples = kept;
  }

  of(id: number): LinkRate {
    const samples = this.#samples.get(id) ?? [];
    const [first, last] = [samples[0], samples.at(-1)];
    if (!first || !last || last.at <= first.at) return { sent: undefined, received: undefined };
    const perSecond = (grown: number) => (grown * 1_000) / (last.at - first.at);
    return { sent: perSecond(last.sent - first.sent), received: perSecond(last.received - first.received) };
  }
}
