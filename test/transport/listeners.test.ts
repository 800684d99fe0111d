import { createBus, type Middleware } from "eventdeck";
import { VirtualClock } from "eventdeck/testing";
import { connect } from "eventdeck/transport";
import { describe, expect, it, onTestFinished } from "vitest";
import { RawLink } from "./raw-link.ts";

async function open(middleware: readonly Middleware[] = []) {
  const clock = new VirtualClock();
  const bus = createBus({ clock, middleware });
  const link = new RawLink();
  const connection = await connect(bus, link);
  link.hello();
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  const left = () => link.ofKind("events").flatMap(({ events }) => (Array.isArray(events) ? events : []));
  return { clock, bus, link, connection, left };
}

describe("a link", () => {
  it("is no listener: an event that nobody handles here was unheard, though it has left", async () => {
    const { clock, bus, left } = await open();
    const report = await bus.publish({ type: "order.placed", input: 1, options: { priority: "immediate" } });
    await clock.advance();
    expect(left()).toHaveLength(1);
    expect(report).toMatchObject({ status: "delivered", deliveries: [] });
    expect(bus.history.get(1)?.outcome.handlers).toBe(0);
    expect(bus.history.query("is:unheard")).toHaveLength(1);
    expect([bus.subscriptions(), bus.explain(report.event), bus.metrics().delivered]).toEqual([[], [], 0]);
  });

  it("is not asked about by what goes around handlers, and carries what one of them fails at", async () => {
    const asked: string[] = [];
    const { clock, bus, left } = await open([{ name: "asks", beforeHandle: (_, { name }) => void asked.push(name) }]);
    const failing = bus.subscribe(
      "#",
      () => {
        throw new Error("no");
      },
      { name: "failing", onError: () => undefined },
    );
    bus.emit({ type: "order.placed", input: 1 });
    await clock.advance();
    expect([asked, failing.stats.failed, left().length]).toEqual([["failing"], 1, 1]);
  });

  it("carries nothing any more once its connection is closed", async () => {
    const { clock, bus, link, connection } = await open();
    await connection.close();
    const { length } = link.posted;
    bus.emit({ type: "order.placed", input: 1 });
    await clock.advance();
    expect(link.posted).toHaveLength(length);
  });

  it("does not send back an event that has waited here while very many others came and went", async () => {
    const { clock, bus, link, connection, left } = await open();
    bus.pause();
    const cloudEvent = (id: number, priority: string) => ({ specversion: "1.0", id: String(id), source: "/far", type: "x", priority });
    link.events(1, [cloudEvent(1, "normal")]);
    for (let offset = 2; offset < 60_002; offset += 200) {
      link.events(
        offset,
        Array.from({ length: 200 }, (_, index) => cloudEvent(offset + index, "immediate")),
      );
    }
    bus.resume();
    await clock.advance(10);
    expect(connection.stats).toMatchObject({ received: 60_001, rejected: 0 });
    expect(bus.history.query("").at(-1)?.event.id).toBe("1");
    expect(left()).toEqual([]);
  });
});
