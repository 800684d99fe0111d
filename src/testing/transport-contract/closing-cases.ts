import { count } from "./contract-events.ts";
import { expectEqual } from "./expecting.ts";
import { withLinkedBuses } from "./linked-buses.ts";
import type { ContractCase, TransportContractOptions } from "./linked-pair.ts";

export function closingCases(options: TransportContractOptions): readonly ContractCase[] {
  return [
    { name: "sends what was published before it is closed", run: () => sendsFirst(options) },
    { name: "tells the far side that it is closed, and hears nothing afterwards", run: () => saysGoodbye(options) },
    { name: "closes as often as it is asked to", run: () => closesAgain(options) },
  ];
}

function sendsFirst(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there, near, until }) => {
    here.emit(count(1, { priority: "immediate" }));
    await near.close();
    await until("it has arrived", () => there.history.size === 1);
  });
}

function saysGoodbye(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ here, there, near, far, until }) => {
    await near.close();
    expectEqual("the state", near.state, "closed");
    expectEqual("the subscriptions", here.subscriptions().length, 0);
    await until("the far side knows", () => far.peers.length === 0 || far.state === "closed");
    there.emit(count(1, { priority: "immediate" }));
    await there.flush();
    expectEqual("what is recorded", here.history.size, 0);
  });
}

function closesAgain(options: TransportContractOptions): Promise<void> {
  return withLinkedBuses(options, async ({ pair, near, far }) => {
    await Promise.all([near.close(), near.close(), far.close(), far[Symbol.asyncDispose]()]);
    await pair.left.close();
    expectEqual("the states", [near.state, far.state], ["closed", "closed"]);
  });
}
