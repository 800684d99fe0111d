import { count } from "./contract-events.ts";
import { expectEqual } from "./expecting.ts";
import { withLinkedBuses } from "./linked-buses.ts";
import type { ContractCase, TransportContractOptions } from "./linked-pair.ts";

/** Posted as they are, where a far side would post what its host has written. */
const garbage = ["", "{", "null", "[]", '{"eventdeck":1}', '{"__proto__":{"polluted":true}}', "x".repeat(1_000_000)];

export function hostileCases(options: TransportContractOptions): readonly ContractCase[] {
  return [{ name: "goes on after what makes no sense, which is refused and counted", run: () => survives(options) }];
}

function survives(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ pair, here, there, far, until }) => {
    for (const message of garbage) await pair.left.post(message);
    here.emit(count(1));
    await until("the event after it has arrived", () => there.history.size > 0);
    await until("all of it is counted", () => far.stats.rejected >= garbage.length);
    expectEqual("what is recorded", there.history.size, 1);
    expectEqual("the health of the far side", far.health().status, "degraded");
    expectEqual("its state", far.state, "connected");
    expectEqual("what objects have", Reflect.get({}, "polluted"), undefined);
  });
}
