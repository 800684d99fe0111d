import { createBus } from "eventdeck";
import { transportContract } from "eventdeck/testing/transport-contract";
import { connect, type LinkTransport } from "eventdeck/transport";
import { broadcastChannel } from "eventdeck/transport/broadcast-channel";
import { messagePort, windowPort } from "eventdeck/transport/message-port";
import { memoryLink } from "eventdeck/transport/memory";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { doubled } from "./doubled.ts";

let opened = 0;
const newName = () => `test-${++opened}-${performance.now()}`;

describe("a memory link in a page", () => {
  for (const { name, run } of transportContract({ open: () => memoryLink(), breaks: true })) test(name, () => expect(run()).resolves.toBeUndefined());
});

describe("a broadcast channel of a page", () => {
  const open = () => {
    const name = newName();
    return { left: broadcastChannel(name), right: broadcastChannel(name) };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());
});

describe("a message channel of a page", () => {
  const open = () => {
    const { port1, port2 } = new MessageChannel();
    return { left: messagePort(port1), right: messagePort(port2) };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());
});

/** Passes on what a port hears and is told, so that both buses live in the test while what is between them is real. */
const relay = `
  let port;
  const pass = (to) => ({ data, ports }) => {
    if (ports.length > 0) {
      port = ports[0];
      port.onmessage = (event) => to.postMessage(event.data);
    } else port.postMessage(data);
  };
`;
const urlOf = (code: string) => {
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  onTestFinished(() => URL.revokeObjectURL(url));
  return url;
};

describe("a worker", () => {
  const open = () => {
    const worker = new Worker(urlOf(`${relay} self.onmessage = pass(self);`));
    const { port1, port2 } = new MessageChannel();
    worker.postMessage("port", [port2]);
    return { left: messagePort(worker), right: messagePort(port1), close: () => worker.terminate() };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());
});

describe("a bus in a worker", () => {
  it("answers the page", async () => {
    const worker = new Worker(new URL("./answering-worker.ts", import.meta.url), { type: "module" });
    onTestFinished(() => worker.terminate());
    const bus = await answers(messagePort(worker));
    expect([...bus.history].map(({ event }) => event.source)).toEqual(["eventdeck", "eventdeck"]);
  });

  it("answers each page of a shared worker, and passes their events on to each other", async () => {
    const newPort = () => new SharedWorker(new URL("./answering-worker.ts", import.meta.url), { type: "module", name: "answering" }).port;
    const [first, second] = await Promise.all([answers(messagePort(newPort())), answers(messagePort(newPort()))]);
    const arrived = second.next("from.first", { timeoutMs: 5000 });
    first.emit({ type: "from.first", input: "hello" });
    expect(await arrived).toMatchObject({ payload: "hello" });
  });
});

async function answers(transport: LinkTransport) {
  const bus = createBus({ events: [doubled] });
  onTestFinished(() => bus.close());
  await connect(bus, transport);
  await until(() => bus.subscriptions().some(({ name }) => name.endsWith(doubled.type)));
  expect(await bus.request(doubled(21))).toBe(42);
  return bus;
}

describe("a shared worker", () => {
  const open = () => {
    const { port } = new SharedWorker(urlOf(`${relay} self.onconnect = ({ ports: [own] }) => { own.onmessage = pass(own); };`));
    const { port1, port2 } = new MessageChannel();
    port.postMessage("port", [port2]);
    return { left: messagePort(port), right: messagePort(port1) };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());
});

/** An iframe of this origin, whose window is there at once. */
function openFrame(): { readonly window: Window; close(): void } {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  return { window: frame.contentWindow!, close: () => frame.remove() };
}

describe("an iframe", () => {
  const open = () => {
    const frame = openFrame();
    const { port1, port2 } = new MessageChannel();
    const script = frame.window.document.createElement("script");
    // What is marked as ours is passed on as it is; the test's own side of the window is a port.
    script.textContent = `
      const own = {};
      addEventListener("message", ({ data, ports, source }) => {
        if (ports.length > 0) {
          own.port = ports[0];
          own.port.onmessage = (event) => parent.postMessage({ eventdeckChannel: "eventdeck", message: event.data }, origin);
        } else if (data && data.eventdeckChannel) own.port.postMessage(data.message);
      });`;
    frame.window.document.body.append(script);
    frame.window.postMessage("port", location.origin, [port2]);
    return { left: windowPort(frame.window, { origin: location.origin }), right: messagePort(port1), close: () => frame.close() };
  };
  for (const { name, run } of transportContract({ open })) test(name, () => expect(run()).resolves.toBeUndefined());

  it("is not listened to when it is of another origin, or another window", async () => {
    const frame = openFrame();
    const stranger = openFrame();
    const bus = createBus();
    const elsewhere = await connect(bus, windowPort(frame.window, { origin: "https://elsewhere.example" }));
    const right = await connect(bus, windowPort(frame.window, { origin: location.origin }));
    const noise = { eventdeckChannel: "eventdeck", message: "noise" };
    const said = (window: Window, message: object) =>
      new Promise<void>((resolve) => {
        const hear = ({ source }: MessageEvent): void => {
          if (source !== window) return;
          removeEventListener("message", hear);
          resolve();
        };
        addEventListener("message", hear);
        const script = window.document.createElement("script");
        script.textContent = `parent.postMessage(${JSON.stringify(message)}, "*")`;
        window.document.body.append(script);
      });
    await said(stranger.window, noise);
    await said(frame.window, { ...noise, eventdeckChannel: "another" });
    expect([elsewhere.stats.rejected, right.stats.rejected]).toEqual([0, 0]);
    await said(frame.window, noise);
    expect([elsewhere.stats.rejected, right.stats.rejected]).toEqual([0, 1]);
    await bus.close();
    frame.close();
    stranger.close();
  });
});

describe("a page that is left", () => {
  it("asks for what it has missed when it is shown again", async () => {
    const name = newName();
    const here = createBus({ source: "/here" });
    const there = createBus({ source: "/there" });
    onTestFinished(async () => {
      await Promise.all([here.close(), there.close()]);
    });
    const connection = await connect(here, broadcastChannel(name));
    // Both buses are in this page, and only one of them is to be put aside.
    const other = await connect(there, withoutPage(name));
    await until(() => connection.peers.length > 0 && other.peers.length > 0);
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    expect(connection.state).toBe("reconnecting");
    here.emit({ type: "while.away", input: 1, options: { priority: "immediate" } });
    const arrived = there.next("while.away", { timeoutMs: 5000 });
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    expect(connection.state).toBe("connected");
    await arrived;
    expect(there.history.size).toBe(1);
  });

  it("says goodbye when it is closed, and stops listening", async () => {
    const name = newName();
    const here = createBus();
    const there = createBus();
    const far = await connect(there, withoutPage(name));
    const connection = await connect(here, broadcastChannel(name));
    await until(() => far.peers.length > 0);
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: false }));
    await until(() => far.peers.length === 0);
    expect(connection.state).toBe("closed");
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    expect(connection.state).toBe("closed");
    await Promise.all([here.close(), there.close()]);
  });
});

/** The same channel, for what hears nothing of the page's coming and going. */
function withoutPage(name: string): LinkTransport {
  const channel = new BroadcastChannel(name);
  return {
    name,
    capabilities: { durable: false, order: "source", consumerGroups: false, interest: true },
    async connect(host) {
      channel.onmessage = ({ data }) => host.receive(data);
    },
    // Not a window's, which would want an origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    post: (message) => channel.postMessage(message),
    close: async () => channel.close(),
  };
}
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve));
}
