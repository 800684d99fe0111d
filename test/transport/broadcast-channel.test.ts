import { createBus } from "eventdeck";
import { transportContract } from "eventdeck/testing/transport-contract";
import { connect } from "eventdeck/transport";
import { broadcastChannel } from "eventdeck/transport/broadcast-channel";
import { describe, expect, it, test } from "vitest";

let opened = 0;
const newName = () => `test-${process.pid}-${++opened}`;

describe("a broadcast channel of Node", () => {
  const open = () => {
    const name = newName();
    return { left: broadcastChannel(name), right: broadcastChannel(name) };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());

  it("reaches everybody on the channel, once each, and nobody on another", async () => {
    const name = newName();
    const buses = [createBus(), createBus(), createBus()];
    const other = createBus();
    const connections = await Promise.all(buses.map((bus) => connect(bus, broadcastChannel(name))));
    await connect(other, broadcastChannel(newName()));
    await new Promise<void>((resolve) => {
      const look = () => (connections.every(({ peers }) => peers.length === 2) ? resolve() : void setImmediate(look));
      look();
    });
    const arrived = buses.slice(1).map((bus) => bus.next("hello", { timeoutMs: 5000 }));
    buses[0]!.emit({ type: "hello", input: "all" });
    await Promise.all(arrived);
    await Promise.all(buses.map((bus) => bus.flush()));
    expect(buses.map((bus) => bus.history.size)).toEqual([1, 1, 1]);
    expect(other.history.size).toBe(0);
    await Promise.all([...buses, other].map((bus) => bus.close()));
  });

  it("needs a name", () => {
    expect(() => broadcastChannel("")).toThrow("broadcastChannel needs a name");
  });
});
