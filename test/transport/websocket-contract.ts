import { transportContract } from "eventdeck/testing/transport-contract";
import { websocket, type WebSocketOptions } from "eventdeck/transport/websocket";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { RecordingHost } from "./recording-host.ts";
import { openRoom, type RelayRoom } from "./websocket-relay-control.ts";

/** No wait before an attempt, so that no test waits. */
const atOnce: WebSocketOptions = { random: () => 0 };

/** What holds for the transport with the WebSocket of every host, against a real relay. */
export function websocketContract(relayUrl: () => string, make: () => new (url: string) => WebSocket): void {
  let room: RelayRoom;
  const opened: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    room = await openRoom(relayUrl(), make());
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((link) => link.close()));
    room.close();
  });

  async function join(options: WebSocketOptions = {}) {
    const host = new RecordingHost();
    const link = websocket(room.url, { ...atOnce, ...options });
    opened.push(link);
    await link.connect(host);
    return { host, link };
  }

  it("carries messages as they are, in order, to all others", async () => {
    const [one, two, three] = [await join(), await join(), await join()];
    for (const text of ["a", "b", "ü ✓"]) await one.link.post(text);
    await two.host.until(() => two.host.received.length === 3);
    await three.host.until(() => three.host.received.length === 3);
    expect([one.host.received, two.host.received, three.host.received]).toEqual([[], ["a", "b", "ü ✓"], ["a", "b", "ü ✓"]]);
    expect(one.host.states).toEqual(["connected"]);
  });

  describe("complaint: one loss makes two reconnections, and each message comes twice (amqp-node/amqplib#153, moleculerjs/moleculer#1363)", () => {
    it("has one connection after the network was cut three times, and gets each message once", async () => {
      const [one, two] = [await join(), await join()];
      for (let cuts = 1; cuts <= 3; cuts += 1) {
        await room.order({ do: "cut" });
        for (const { host } of [one, two]) await host.until(() => host.states.filter((state) => state === "connected").length === cuts + 1);
      }
      expect((await room.order({ do: "tell" })).members).toBe(2);
      await one.link.post("once");
      await two.host.until(() => two.host.received.length > 0);
      await two.link.post("after it");
      await one.host.until(() => one.host.received.length > 0);
      expect([one.host.received, two.host.received]).toEqual([["after it"], ["once"]]);
      expect(one.host.states).toEqual(["connected", "reconnecting", "connected", "reconnecting", "connected", "reconnecting", "connected"]);
    });
  });

  it("waits for a server that is not there yet, and does not keep the bus waiting meanwhile", async () => {
    await room.order({ do: "mode", mode: "refuses" });
    const { host, link } = await join();
    expect(host.last).toBe("reconnecting");
    expect(() => link.post("lost")).toThrow("There is no connection");
    await room.order({ do: "mode", mode: "relays" });
    await host.until(() => host.last === "connected");
    expect(host.complaints).toContain("It is tried again in 0 ms.");
  });

  it("says with which code the server has closed it", async () => {
    const { host } = await join();
    await room.order({ do: "close", code: 4001, reason: "maintenance" });
    await host.until(() => host.states.length >= 3);
    expect(host.states.slice(0, 3)).toEqual(["connected", "reconnecting", "connected"]);
    expect(host.complaints).toContain("was closed with code 4001 (maintenance)");
  });

  it("hands on whatever comes in, text and bytes, for the host to judge", async () => {
    const { host } = await join();
    for (const text of ["garbage {", "", "x".repeat(1_000_000)]) await room.order({ do: "say", text });
    await room.order({ do: "say", text: "abc", binary: true });
    await host.until(() => host.received.length === 4);
    expect(host.received.slice(0, 3)).toEqual(["garbage {", "", "x".repeat(1_000_000)]);
    expect(new TextDecoder().decode(host.received[3] as ArrayBuffer)).toBe("abc");
    expect(host.states).toEqual(["connected"]);
  });

  it("takes in a flood, every message of it", async () => {
    const { host } = await join();
    await room.order({ do: "say", text: "drop in the ocean", times: 5000 });
    await host.until(() => host.received.length === 5000);
  });

  it("offers its sub-protocol first, then a token, which is asked for anew each time and shown nowhere", async () => {
    let asked = 0;
    const { host, link } = await join({ protocols: async () => [`token-${++asked}`], firstMessage: () => `secret-${asked}` });
    await room.order({ do: "cut" });
    await host.until(() => host.states.length === 3);
    // What was said comes before what is asked now.
    await link.post("after");
    const other = await join();
    await link.post("heard");
    await other.host.until(() => other.host.received.length === 1);
    const { offered, received } = await room.order({ do: "tell" });
    expect(offered.slice(0, 2).map((text) => text.split(/,\s*/))).toEqual([
      ["eventdeck.v1", "token-1"],
      ["eventdeck.v1", "token-2"],
    ]);
    expect(received).toEqual(["secret-1", "secret-2", "after", "heard"]);
    expect(`${host.complaints} ${link.name}`).not.toMatch(/token|secret/);
  });

  it("makes the bus wait while the server does not read, and lets it go on when it does", async () => {
    const { host, link } = await join({ maxBufferedBytes: 1024 });
    await room.order({ do: "deafen" });
    const piece = "x".repeat(1024 * 1024);
    let posted = 0;
    let waiting: Promise<void> | undefined;
    // What the network itself holds is out of sight, and not the same everywhere.
    while (!waiting && posted < 64) {
      waiting = link.post(piece) ?? undefined;
      posted += 1;
    }
    expect(waiting).toBeInstanceOf(Promise);
    await room.order({ do: "listen" });
    await waiting;
    expect(host.states).toEqual(["connected"]);
  });

  it("gives up what waits when the connection is lost, for the host to send again", async () => {
    const { link } = await join({ maxBufferedBytes: 1024 });
    await room.order({ do: "deafen" });
    let waiting: Promise<void> | undefined;
    for (let posted = 0; !waiting && posted < 64; posted += 1) waiting = link.post("x".repeat(1024 * 1024)) ?? undefined;
    const refusal = waiting?.catch(String);
    await link.close();
    expect(await refusal).toContain("with messages in its buffer");
  });

  it("leaves nothing connected after close, and hears nothing more", async () => {
    const { host, link } = await join();
    const other = await join();
    await link.close();
    await link.close();
    await other.link.post("to nobody");
    let members = 2;
    while (members > 1) ({ members } = await room.order({ do: "tell" }));
    expect(host.received).toEqual([]);
    expect(host.states).toEqual(["connected"]);
  });

  describe.each(["one", "many"] as const)("the contract of every link, with %s on the far side", (peers) => {
    const open = async () => {
      const pairRoom = await openRoom(relayUrl(), make());
      const link = () => websocket(pairRoom.url, { peers, retryBaseMs: 20, retryMaxMs: 20 });
      return {
        left: link(),
        right: link(),
        disconnect: async () => {
          await pairRoom.order({ do: "mode", mode: "refuses" });
          await pairRoom.order({ do: "cut" });
        },
        reconnect: async () => void (await pairRoom.order({ do: "mode", mode: "relays" })),
        close: () => pairRoom.close(),
      };
    };
    for (const { name, run } of transportContract({ open, breaks: true })) it(name, () => expect(run()).resolves.toBeUndefined());
  });
}
