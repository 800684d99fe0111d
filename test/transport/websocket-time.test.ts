import { microtasks, VirtualClock } from "eventdeck/testing";
import { websocket, type WebSocketOptions } from "eventdeck/transport/websocket";
import { describe, expect, it } from "vitest";
import * as fc from "../fast-check.ts";
import { RecordingHost } from "./recording-host.ts";
import { fakeSockets } from "./websocket-fake.ts";

const ping = '{"eventdeck":"ping"}';
const pong = '{"eventdeck":"pong"}';

async function trying(options: WebSocketOptions = {}) {
  const clock = new VirtualClock();
  const { WebSocket, made } = fakeSockets();
  const link = websocket("wss://example.org/events?key=s3cret", { WebSocket, clock, random: () => 0.5, ...options });
  const host = new RecordingHost();
  const connected = link.connect(host);
  await microtasks();
  return { clock, made, link, host, connected };
}
async function open(options?: WebSocketOptions) {
  const all = await trying(options);
  all.made[0]!.open();
  await all.connected;
  return all;
}

describe("websocket, reconnecting", () => {
  it("waits anything up to a bound that doubles with each attempt, and begins anew after a success", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 60_000 }),
        async (chances, retryBaseMs, retryMaxMs) => {
          const left = [...chances];
          const { clock, made, link } = await trying({ random: () => left.shift() ?? 0, retryBaseMs, retryMaxMs });
          for (const [attempt, chance] of chances.entries()) {
            const waitMs = chance * Math.min(retryMaxMs, retryBaseMs * 2 ** attempt);
            made[attempt]!.fail();
            if (waitMs > 1) {
              await clock.advance(waitMs - 1);
              expect(made).toHaveLength(attempt + 1);
            }
            await clock.advance(waitMs > 1 ? 2 : waitMs + 1);
            expect(made).toHaveLength(attempt + 2);
          }
          await link.close();
        },
      ),
    );
    const { clock, made } = await trying({ retryBaseMs: 1000 });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      made[attempt]!.fail();
      await clock.advance(16_000);
    }
    made[5]!.open();
    made[5]!.fail();
    await clock.advance(500);
    expect(made).toHaveLength(7);
  });

  it("hears nothing of a socket that took too long, whatever it says later", async () => {
    const { clock, made, host } = await trying({ connectTimeoutMs: 3000 });
    await clock.advance(3000);
    expect(host.complaints).toContain("was not open within 3000 ms");
    expect(made[0]!.closedWith).toBe(1000);
    await clock.advance(250);
    made[1]!.open();
    made[0]!.open();
    made[0]!.say("late");
    made[0]!.fail();
    made[1]!.say("in time");
    expect(host.received).toEqual(["in time"]);
    expect(host.states).toEqual(["reconnecting", "connected"]);
    await clock.advance(1000);
    expect(made).toHaveLength(2);
  });

  it("says why, and neither the query nor the token", async () => {
    const { made, host } = await trying({ protocols: ["t0ken"] });
    made[0]!.fail("connect ECONNREFUSED");
    expect(host.complaints).toContain(
      "The connection to wss://example.org/events was closed with code 1006 (connect ECONNREFUSED). It is tried again in 250 ms.",
    );
    expect(host.complaints).not.toMatch(/s3cret|t0ken/);
  });

  it("does not talk to a server that has not chosen its sub-protocol", async () => {
    const { made, host, link } = await trying();
    made[0]!.open("");
    expect(host.states).toEqual(["reconnecting"]);
    expect(host.complaints).toContain('without the sub-protocol "eventdeck.v1"');
    expect(() => link.post("text")).toThrow("no connection");
  });

  it("tries again when the token cannot be had", async () => {
    let asked = 0;
    const protocols = () => (asked++ ? Promise.resolve(["t0ken"]) : Promise.reject(new Error("The token service is down.")));
    const { clock, made, host } = await trying({ protocols });
    expect(host.complaints).toContain("The token service is down.");
    await clock.advance(250);
    expect(made.map(({ protocols: offered }) => offered)).toEqual([["eventdeck.v1", "t0ken"]]);
  });
});

describe("complaint: a connection that is dead says nothing, and its client waits for ever (taskforcesh/bullmq#648, OptimalBits/bull#1873)", () => {
  it("asks a silent server for a sign of life, and makes the connection anew when none comes", async () => {
    const { clock, made, host } = await open();
    await clock.advance(14_999);
    expect(made[0]!.sent).toEqual([]);
    await clock.advance(1);
    expect(made[0]!.sent).toEqual([ping]);
    await clock.advance(10_000);
    expect(host.states).toEqual(["connected", "reconnecting"]);
    expect(host.complaints).toContain("has not answered for 10000 ms");
    await clock.advance(250);
    expect(made).toHaveLength(2);
  });

  it("leaves a server alone that answers, and one that talks anyway", async () => {
    const { clock, made, host } = await open({ heartbeatMs: 1000, heartbeatTimeoutMs: 500 });
    const [socket] = made;
    for (let beats = 1; beats <= 5; beats += 1) {
      await clock.advance(1000);
      expect(socket!.sent).toHaveLength(beats);
      socket!.say(pong);
      await clock.advance(500);
    }
    const { length } = socket!.sent;
    for (let seconds = 0; seconds < 10; seconds += 1) {
      socket!.say("news");
      await clock.advance(1000);
    }
    expect(socket!.sent).toHaveLength(length);
    expect(host.received).toEqual(Array.from({ length: 10 }, () => "news"));
    expect(host.states).toEqual(["connected"]);
  });

  it("asks nothing with heartbeatMs 0", async () => {
    const { clock, made, host } = await open({ heartbeatMs: 0 });
    await clock.advance(3_600_000);
    expect([made[0]!.sent, host.states]).toEqual([[], ["connected"]]);
  });
});

describe("websocket, closing", () => {
  it.each([
    ["while it connects", () => trying()],
    ["while it is connected", () => open()],
    [
      "while it waits for the next attempt",
      async () => {
        const all = await trying();
        all.made[0]!.fail();
        return all;
      },
    ],
  ])("leaves nothing to come %s", async (_, begin) => {
    const { clock, made, link, host, connected } = await begin();
    const { length } = host.states;
    await link.close();
    await connected;
    expect(clock.scheduled).toBe(0);
    for (const socket of made) {
      socket.open();
      socket.say("late");
      socket.fail();
    }
    await clock.advance(100_000);
    expect([host.received, host.states.length, made.length]).toEqual([[], length, 1]);
  });

  it("lets go of whoever waits for room", async () => {
    const { made, link, clock } = await open({ maxBufferedBytes: 10 });
    made[0]!.bufferedAmount = 11;
    const refusal = link.post("text")?.catch(String);
    await link.close();
    expect(await refusal).toContain("with messages in its buffer");
    expect(clock.scheduled).toBe(0);
  });
});

describe("websocket, room in the socket's buffer", () => {
  it("makes the bus wait above maxBufferedBytes until half of them have gone", async () => {
    const { made, link, clock } = await open({ maxBufferedBytes: 100 });
    made[0]!.bufferedAmount = 100;
    expect(link.post("fits")).toBeUndefined();
    made[0]!.bufferedAmount = 101;
    let free = false;
    const waiting = Promise.resolve(link.post("too much")).then(() => (free = true));
    made[0]!.bufferedAmount = 51;
    await clock.advance(1000);
    expect(free).toBe(false);
    made[0]!.bufferedAmount = 50;
    await clock.advance(10);
    await waiting;
    expect(free).toBe(true);
  });
});
