import { count } from "./contract-events.ts";
import { expectEqual } from "./expecting.ts";
import { withLinkedBuses } from "./linked-buses.ts";
import type { ContractCase, TransportContractOptions } from "./linked-pair.ts";

export function breakingCases(options: TransportContractOptions): readonly ContractCase[] {
  return [
    { name: "carries what was published while it was away, in order and once", run: () => catchesUp(options) },
    { name: "carries nothing twice after two breaks with nothing in between", run: () => repeatsNothing(options) },
  ];
}

function catchesUp(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ pair, here, there, near, until }) => {
    const heard: unknown[] = [];
    there.subscribe(count, ({ payload }) => void heard.push(payload));
    here.emit(count(1));
    await until("the first has arrived", () => heard.length === 1);
    await pair.disconnect?.();
    for (const number of [2, 3, 4]) here.emit(count(number));
    await here.flush();
    await pair.reconnect?.();
    await until("it is connected", () => near.state === "connected");
    here.emit(count(5));
    await until("the rest has arrived", () => heard.length >= 5);
    expectEqual("what was heard", heard, [1, 2, 3, 4, 5]);
  });
}

function repeatsNothing(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ pair, here, there, near, far, until }) => {
    here.emit(count(1));
    await until("it has arrived", () => there.history.size === 1);
    for (let breaks = 0; breaks < 2; breaks++) {
      await pair.disconnect?.();
      await pair.reconnect?.();
      await until("both are connected", () => near.state === "connected" && far.state === "connected");
    }
    here.emit(count(2));
    await until("the second has arrived", () => there.history.size >= 2);
    await there.flush();
    expectEqual(
      "what is recorded",
      [...there.history].map(({ event }) => event.payload),
      [1, 2],
    );
    expectEqual("gaps", far.stats.gaps, 0);
  });
}
