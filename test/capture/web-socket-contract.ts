import { createBus, type BusEvent } from "eventdeck";
import { captureWebSocket, webSocketClosed, webSocketConnecting, webSocketFailed, webSocketOpened, webSocketReceived, webSocketSent } from "eventdeck/capture";
import { afterEach, expect, it } from "vitest";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Vitest's own connection is captured as well, in a browser: not what the tests speak of. */
const isVitests = ({ subject = "" }: BusEvent) => subject.includes("__vitest");

function capturing() {
  const published: BusEvent[] = [];
  const bus = createBus({ middleware: [{ name: "test", beforePublish: (event) => void (isVitests(event) || published.push(event)) }] });
  const end = captureWebSocket(bus);
  ends.push(end);
  return { bus, published, end, types: () => published.map(({ type }) => type) };
}
function heard(socket: WebSocket, type: "open" | "message" | "close" | "error"): Promise<Event> {
  return new Promise((resolve) => socket.addEventListener(type, resolve, { once: true }));
}

/** What holds for the WebSocket of every host; the server sends back what it is sent, and closes with 4000 when told "close". */
export function webSocketContract(url: () => string): void {
  it("tells of a connection from its beginning to its end, in one correlation", async () => {
    const { published, types } = capturing();
    const socket = new WebSocket(`${url()}?token=s3cret&room=1`);
    await heard(socket, "open");
    socket.send("hello");
    expect(await heard(socket, "message")).toMatchObject({ data: "hello" });
    socket.send("close");
    await heard(socket, "close");
    expect(types()).toEqual([webSocketConnecting, webSocketOpened, webSocketSent, webSocketReceived, webSocketSent, webSocketClosed].map(({ type }) => type));
    const [connecting] = published;
    expect(new Set(published.map(({ correlationId }) => correlationId))).toEqual(new Set([connecting!.id]));
    expect(published.slice(1).every(({ causationId }) => causationId === connecting!.id)).toBe(true);
    const { socket: number } = connecting!.payload as { socket: number };
    expect(published.map(({ payload }) => payload)).toMatchObject([
      { socket: number, url: `${url()}?token=[redacted]&room=1` },
      { socket: number, protocol: "" },
      { data: "hello" },
      { data: "hello" },
      { data: "close" },
      { code: 4000, reason: "as told", wasClean: true },
    ]);
    expect(JSON.stringify(published)).not.toContain("s3cret");
  });

  it("leaves the WebSocket what it is: instances, subclasses, constants, errors", async () => {
    const Original = WebSocket;
    const descriptors = [Object.getOwnPropertyDescriptor(globalThis, "WebSocket"), Object.getOwnPropertyDescriptor(Original.prototype, "send")];
    const { end } = capturing();
    const Captured = WebSocket;
    expect(Captured).not.toBe(Original);
    class Mine extends Captured {
      readonly mine = true;
    }
    const [socket, mine] = [new Captured(url()), new Mine(url())];
    expect([socket instanceof Original, socket instanceof Captured, mine instanceof Mine, mine instanceof Captured, mine.mine]).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(Object.getPrototypeOf(socket)).toBe(Original.prototype);
    expect([Captured.name, Captured.length, Captured.OPEN]).toEqual([Original.name, Original.length, Original.OPEN]);
    expect(() => Reflect.apply(Captured, undefined, [url()])).toThrow(TypeError);
    expect(() => socket.send("too early")).toThrow();
    await Promise.all([heard(socket, "open"), heard(mine, "open")]);
    socket.close();
    mine.close();
    await Promise.all([heard(socket, "close"), heard(mine, "close")]);
    end();
    expect([Object.getOwnPropertyDescriptor(globalThis, "WebSocket"), Object.getOwnPropertyDescriptor(Original.prototype, "send")]).toEqual(descriptors);
  });

  it("copies bytes, and says of what cannot be sent why", async () => {
    const { published } = capturing();
    const socket = new WebSocket(url());
    expect(() => socket.send("too early")).toThrow();
    socket.binaryType = "arraybuffer";
    await heard(socket, "open");
    const bytes = new Uint8Array([1, 2, 3]);
    socket.send(bytes);
    await heard(socket, "message");
    bytes[0] = 9;
    expect(published.find(webSocketFailed.is)!.payload.error).toBeInstanceOf(Error);
    expect(published.find(webSocketSent.is)!.payload.data).toEqual(new Uint8Array([1, 2, 3]));
    expect(published.find(webSocketReceived.is)!.payload.data).toEqual(new Uint8Array([1, 2, 3]).buffer);
    socket.close();
    await heard(socket, "close");
  });

  it("tells of a connection that cannot be made", async () => {
    const { types } = capturing();
    expect(() => new WebSocket("ws://[")).toThrow();
    const socket = new WebSocket("ws://127.0.0.1:1/");
    await heard(socket, "close");
    expect(types()).toEqual(["websocket.failed", "websocket.connecting", "websocket.failed", "websocket.closed"]);
  });

  it("captures a connection that was made before from the first message that it sends, and none after its end", async () => {
    const socket = new WebSocket(url());
    await heard(socket, "open");
    const { types, end } = capturing();
    socket.send("one");
    await heard(socket, "message");
    expect(types()).toEqual(["websocket.sent", "websocket.received"]);
    end();
    socket.send("two");
    await heard(socket, "message");
    expect(types().length).toBe(2);
    socket.close();
    await heard(socket, "close");
    expect(types().length).toBe(2);
  });

  it("makes what a handler sends the consequence of its event, and does not repeat what handlers of its own events send", async () => {
    const { bus, published } = capturing();
    const socket = new WebSocket(url());
    await heard(socket, "open");
    bus.subscribe("cart.added", () => socket.send("from a handler"));
    bus.subscribe("websocket.sent", () => socket.send("echo of an echo"), { filter: (event) => !isVitests(event) });
    const bothReceived = new Promise<void>((resolve) => {
      let count = 0;
      socket.addEventListener("message", () => {
        if (++count === 2) resolve();
      });
    });
    const cause = bus.emit({ type: "cart.added", input: 1 });
    await bus.flush();
    await bothReceived;
    await bus.flush();
    const sent = published.filter(webSocketSent.is);
    expect(sent.map(({ payload, causationId }) => [payload.data, causationId])).toEqual([["from a handler", cause.id]]);
    socket.close();
    await heard(socket, "close");
  });
}
