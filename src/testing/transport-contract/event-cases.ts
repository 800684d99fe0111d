import type { BusEvent } from "../../event/index.ts";
import { count } from "./contract-events.ts";
import { expectEqual } from "./expecting.ts";
import { withLinkedBuses } from "./linked-buses.ts";
import type { ContractCase, TransportContractOptions } from "./linked-pair.ts";

/** More than one batch holds. */
const manyEvents = 1000;

export function eventCases(options: TransportContractOptions): readonly ContractCase[] {
  return [
    { name: "carries an event with all that identifies it", run: () => carriesIdentity(options) },
    { name: "carries what JSON has no form for", run: () => carriesAnyPayload(options) },
    { name: "carries events in both directions, each once, and echoes none", run: () => carriesBothWays(options) },
    { name: "keeps the order of a thousand events", run: () => keepsOrder(options) },
    { name: "carries an event of 200,000 characters", run: () => carriesMuch(options) },
    { name: "carries what was published before the far side said what it wants", run: () => carriesAtOnce(options) },
    { name: "carries only what the far side wants, when interest travels", run: () => carriesWhatIsWanted(options) },
  ];
}

function carriesIdentity(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there }) => {
    const arrived = there.next("contract.identity", { timeoutMs: options.timeoutMs ?? 5000 });
    const sent = here.emit({
      type: "contract.identity",
      input: { sku: "tea" },
      options: { priority: "immediate", subject: "basket", partitionKey: "7", headers: { tries: 1, fresh: true, from: "shop" } },
    });
    const { actor: _, replay: __, ...expected } = sent;
    const { actor, replay: ___, ...event } = await arrived;
    expectEqual("the event", event, expected);
    expectEqual("its actor", actor, undefined);
    expectEqual("whether its payload is frozen", Object.isFrozen(event.payload), true);
  });
}

function carriesAnyPayload(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there }) => {
    const arrived = there.next("contract.payload", { timeoutMs: options.timeoutMs ?? 5000 });
    const payload = {
      when: new Date(86_400_000),
      tags: new Map([["a", new Set([1n])]]),
      none: undefined,
      bytes: new Uint8Array([1, 2, 255]),
      text: "äß\u{1f600}",
    };
    here.emit({ type: "contract.payload", input: payload });
    expectEqual("the payload", (await arrived).payload, payload);
  });
}

function carriesBothWays(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there, until }) => {
    const heard: string[] = [];
    const hear = (event: BusEvent): void => void heard.push(`${event.source}: ${String(event.payload)}`);
    here.subscribe(count, hear, { filter: ({ source }) => source !== here.source });
    there.subscribe(count, hear, { filter: ({ source }) => source !== there.source });
    for (const number of [1, 2, 3]) {
      here.emit(count(number));
      there.emit(count(number));
    }
    await until("all six have arrived", () => heard.length >= 6);
    await Promise.all([here.flush(), there.flush()]);
    expectEqual("what was heard", heard.toSorted(), [here, there].flatMap(({ source }) => [1, 2, 3].map((number) => `${source}: ${number}`)).toSorted());
    expectEqual("what is recorded", [here.history.size, there.history.size], [6, 6]);
  });
}

function keepsOrder(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there, until }) => {
    const heard: unknown[] = [];
    there.subscribe(count, ({ payload }) => void heard.push(payload));
    const numbers = Array.from({ length: manyEvents }, (_, index) => index);
    for (const number of numbers) here.emit(count(number));
    await until("all have arrived", () => heard.length >= manyEvents);
    expectEqual("the order", heard, numbers);
  });
}

function carriesMuch(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there }) => {
    const arrived = there.next("contract.much", { timeoutMs: options.timeoutMs ?? 5000 });
    here.emit({ type: "contract.much", input: "x".repeat(200_000) });
    expectEqual("its length", String((await arrived).payload).length, 200_000);
  });
}

async function carriesAtOnce(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there, until }) => {
    let heard = 0;
    there.subscribe(count, () => void heard++);
    here.emit(count(1));
    await until("it has arrived", () => heard === 1);
  });
}

function carriesWhatIsWanted(options: TransportContractOptions): Promise<void> {
  const far = { subscribe: ["contract.wanted.*", count] };
  return withLinkedBuses(
    options,
    async ({ pair, here, there, near, until }) => {
      for (const topic of ["contract.wanted.this", "contract.other", "contract.wanted.that"]) here.emit({ type: topic, input: undefined });
      here.emit(count(1));
      await until("the last has arrived", () => there.history.size >= 3);
      expectEqual(
        "what arrived",
        [...there.history].map(({ event }) => event.type),
        ["contract.wanted.this", "contract.wanted.that", count.type],
      );
      if (pair.left.capabilities.interest) expectEqual("how many were sent", near.stats.sent, 3);
    },
    { far },
  );
}
