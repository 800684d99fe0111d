import { MessageChannel as NodeMessageChannel, Worker } from "node:worker_threads";
import { createBus } from "eventdeck";
import { transportContract } from "eventdeck/testing/transport-contract";
import { connect } from "eventdeck/transport";
import { messagePort, type PortLike, windowPort } from "eventdeck/transport/message-port";
import { describe, expect, it, test } from "vitest";

describe("a message port of Node", () => {
  const open = () => {
    const { port1, port2 } = new MessageChannel();
    return { left: messagePort(port1), right: messagePort(port2) };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());
});

describe("a message port of worker_threads", () => {
  const open = () => {
    const { port1, port2 } = new NodeMessageChannel();
    return { left: messagePort(port1), right: messagePort(port2) };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());
});

/** Passes on what it hears, between the thread that made it and a port. */
const relay = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { port } = workerData;
  parentPort.on("message", (message) => port.postMessage(message));
  port.on("message", (message) => parentPort.postMessage(message));
`;

describe("a worker of Node", () => {
  const open = () => {
    const { port1, port2 } = new NodeMessageChannel();
    const worker = new Worker(relay, { eval: true, workerData: { port: port2 }, transferList: [port2] });
    return { left: messagePort(worker), right: messagePort(port1), close: async () => void (await worker.terminate()) };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());

  it("takes the connection with it when it ends", async () => {
    const { left, right, close } = open();
    const bus = createBus();
    const connection = await connect(bus, left);
    const closed = new Promise<void>((resolve) => void connection.state$.subscribe({ complete: resolve }));
    await close();
    await closed;
    expect(connection.state).toBe("closed");
    expect(connection.health().checks["link"]?.detail).toContain("closed by its other side");
    await right.close();
    await bus.close();
  });
});

describe("what messagePort opens", () => {
  it("is released when the connection closes", async () => {
    const listeners = new Map<string, number>();
    const count = (type: string, by: number) => listeners.set(type, (listeners.get(type) ?? 0) + by);
    const port: PortLike = {
      postMessage: () => {},
      addEventListener: (type) => void count(type, 1),
      removeEventListener: (type) => void count(type, -1),
    };
    const bus = createBus();
    const connection = await connect(bus, messagePort(port));
    expect([...listeners.values()].every((open) => open === 1)).toBe(true);
    await connection.close();
    expect(Object.fromEntries(listeners)).toEqual({ message: 0, messageerror: 0, close: 0 });
    await bus.close();
  });

  it("is closed with the bus", async () => {
    const { port1, port2 } = new NodeMessageChannel();
    const closed = new Promise((resolve) => port2.once("close", resolve));
    port2.start();
    const bus = createBus();
    await connect(bus, messagePort(port1));
    await bus.close();
    await closed;
    expect(bus.subscriptions()).toEqual([]);
  });

  it("must be a port", () => {
    // @ts-expect-error no port
    expect(() => messagePort({})).toThrow("messagePort was given no port");
  });
});

describe("a window port", () => {
  it("wants to know the origin of the other window", () => {
    const far = { postMessage: () => {} };
    expect(() => windowPort(far, { origin: "*" })).toThrow('origin is "*"');
    expect(() => windowPort(far, { origin: "https://shop.example/path" })).toThrow("origin is");
    expect(() => windowPort(null, { origin: "https://shop.example" })).toThrow("was given no window");
  });
});
