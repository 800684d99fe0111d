import { type Bus, createBus } from "../../bus/index.ts";
import { TimeoutError } from "../../event/index.ts";
import { connect, type Connection, type ConnectOptions } from "../../transport/index.ts";
import type { LinkedPair, TransportContractOptions } from "./linked-pair.ts";
import { count, question } from "./contract-events.ts";

/** Two buses, each at one end of a pair. */
export interface LinkedBuses {
  readonly pair: LinkedPair;
  readonly here: Bus;
  readonly there: Bus;
  /** Of `here`. */
  readonly near: Connection;
  /** Of `there`. */
  readonly far: Connection;
  /** Resolves as soon as it holds. @throws TimeoutError that says what did not come to hold */
  readonly until: (what: string, holds: () => boolean) => Promise<void>;
}

/** Runs a case on linked buses that know of each other, and releases everything afterwards. */
export async function withLinkedBuses(
  { open, timeoutMs = 5000 }: TransportContractOptions,
  run: (linked: LinkedBuses) => Promise<void>,
  options: { readonly near?: ConnectOptions; readonly far?: ConnectOptions } = {},
): Promise<void> {
  const pair = await open();
  const events = [count, question];
  const here = createBus({ source: "/contract/here", events });
  const there = createBus({ source: "/contract/there", events });
  const until = (what: string, holds: () => boolean): Promise<void> => waitFor(what, holds, timeoutMs);
  try {
    const [near, far] = await Promise.all([connect(here, pair.left, options.near), connect(there, pair.right, options.far)]);
    await until("both sides know of each other", () => near.peers.length > 0 && far.peers.length > 0);
    await run({ pair, here, there, near, far, until });
  } finally {
    await Promise.all([here.close({ drain: false, timeoutMs: 0 }), there.close({ drain: false, timeoutMs: 0 })]);
    await Promise.all([pair.left.close(), pair.right.close()]);
    await pair.close?.();
  }
}

async function waitFor(what: string, holds: () => boolean, timeoutMs: number): Promise<void> {
  const endsAt = performance.now() + timeoutMs;
  while (!holds()) {
    if (performance.now() > endsAt) throw new TimeoutError(`It did not come to hold within ${timeoutMs} ms that ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
