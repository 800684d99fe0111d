import type { Consumer, Delivery, Queue } from "eventdeck/queue";
import { expect, test } from "vitest";
import { order } from "./open.ts";
import { type Tab, tabsOn } from "./tab.ts";

/** Numbers from 0 up to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
const never = new Promise<void>(() => {});

/** What is known of every event from outside. */
class Ledger {
  /** Each with its partition key, once its publisher was told. */
  readonly stored = new Map<string, string | undefined>();
  /** What was stored of its partition key before it was published. */
  readonly behind = new Map<string, readonly string[]>();
  /** What was told to be done: it may have left the queue before its tab was closed. */
  readonly leaving = new Set<string>();
  readonly acknowledged = new Set<string>();
  readonly attempts = new Map<string, number>();
  readonly wrong: string[] = [];

  published(id: string, key: string | undefined): void {
    this.behind.set(id, key === undefined ? [] : [...this.stored].flatMap(([other, its]) => (its === key ? [other] : [])));
  }
  handed({ event: { id }, attempt }: Delivery): void {
    if (this.acknowledged.has(id)) this.wrong.push(`${id} was acknowledged, and handed out again`);
    if (attempt <= (this.attempts.get(id) ?? 0)) this.wrong.push(`${id} has attempt ${attempt} again`);
    this.attempts.set(id, attempt);
    for (const other of this.behind.get(id) ?? []) if (!this.leaving.has(other)) this.wrong.push(`${id} overtook ${other}`);
  }
}
interface Member {
  readonly tab: Tab;
  readonly queue: Queue;
  readonly consumers: Consumer[];
}

test.each([1, 2, 3])(
  "tabs that open, fail, hang and close lose nothing, keep the order of a key, and take nothing twice that was acknowledged (seed %i)",
  async (seed) => {
    const next = random(seed);
    const pick = (count: number) => Math.floor(next() * count);
    const makeTab = tabsOn();
    const ledger = new Ledger();
    const open = async (): Promise<Member> => {
      const tab = await makeTab();
      return { tab, queue: await tab.open({ maxRetries: 1000 }), consumers: [] };
    };
    const consume = ({ queue, consumers }: Member, mayFail: boolean) => {
      const handler = async (delivery: Delivery) => {
        ledger.handed(delivery);
        const fate = mayFail ? pick(5) : 4;
        if (fate === 0) throw new Error("this time not");
        if (fate === 1) return never;
        ledger.leaving.add(delivery.event.id);
        await delivery.ack();
        ledger.acknowledged.add(delivery.event.id);
        return undefined;
      };
      consumers.push(queue.consume(handler, { autoAck: false, prefetch: 1 + pick(4) }));
    };
    const members = [await open(), await open()];
    let made = 0;
    for (let step = 0; step < 25; step++) {
      const member = members[pick(members.length)]!;
      const what = pick(8);
      if (what === 0 && members.length < 4) members.push(await open());
      else if (what === 1 && members.length > 1) members.splice(members.indexOf(member), 1)[0]!.tab.kill();
      else if (what === 2 && member.consumers.length < 2) consume(member, true);
      else {
        for (let count = 1 + pick(4); count > 0; count--) {
          const id = `e${made++}`;
          const key = pick(2) ? `k${pick(3)}` : undefined;
          ledger.published(id, key);
          const entering = member.queue.enqueue(order(id, { partitionKey: key })).then(() => ledger.stored.set(id, key));
          if (pick(2)) await entering;
        }
      }
    }
    const last = await open();
    for (const { tab } of members) tab.kill();
    consume(last, false);
    await last.queue.idle();
    expect(ledger.wrong).toEqual([]);
    expect([...ledger.stored.keys()].filter((id) => !ledger.leaving.has(id))).toEqual([]);
    expect(await last.queue.info()).toMatchObject({ ready: 0, unacked: 0, delayed: 0, dead: 0, consumers: 1 });
    expect(last.tab.failures).toEqual([]);
  },
);
