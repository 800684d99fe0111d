import { describe, expect, it, onTestFinished } from "vitest";
import { createTestBus } from "eventdeck/testing";
import { timeTravel } from "eventdeck/projection";
import { definitions, itemAdded, itemRemoved, orderPlaced, paymentFailed, paymentTaken, priceChanged, quantityChanged } from "../../demo/shop/definitions.ts";
import { cards } from "../../demo/shop/payments.ts";
import { createShop } from "../../demo/shop/scenario.ts";
import { SelfPlay } from "../../demo/shop/self-play.ts";
import { sentenceOf } from "../../demo/shop/sentences.ts";
import { eventsInStory } from "../../demo/shop/story.ts";
import { orderOf, totalsOf } from "../../demo/shop/totals.ts";
import { story } from "./shop-story.ts";

/** Longer than the whole story takes. */
const storyMs = 20_000;

function open() {
  const bus = createTestBus({ source: "shop", events: definitions });
  onTestFinished(() => bus.close({ drain: false }));
  const shop = createShop(bus);
  const play = new SelfPlay(shop);
  const types = () => [...bus.history].map(({ event }) => event.type);
  const order = (card: string) => bus.emit(orderPlaced(orderOf(shop.cart.state, shop.prices.state, shop.orders.state, card)));
  const total = () => totalsOf(shop.cart.state, shop.prices.state).totalCents;
  return { bus, shop, play, types, order, total };
}

async function played() {
  const opened = open();
  opened.play.start();
  await opened.bus.advance(storyMs);
  return opened;
}

describe("the story", () => {
  it("is twelve events with one failed payment, the same every time", async () => {
    const { bus, types, play } = await played();
    expect(types()).toEqual(story);
    expect(story).toHaveLength(eventsInStory);
    expect([...bus.history].filter(({ event }) => sentenceOf(event).failed)).toMatchObject([{ event: { type: "payment.failed" } }]);
    expect(play.state.value.status).toBe("finished");
  });

  it("ends with everything as it was before the order", async () => {
    const { shop, bus } = await played();
    const before = bus.history.query("type:order.placed")[0]!.position - 1;
    expect(shop.cart.state).toEqual(shop.cart.at(before));
    expect(shop.stock.state).toEqual(shop.stock.at(before));
    expect(shop.orders.state).toEqual([{ orderId: "1041", totalCents: 7155, status: "cancelled" }]);
    expect(shop.notifications.state.map(({ tone }) => tone)).toEqual(["plain", "bad", "good", "plain", "plain"]);
  });

  it("shows the cart empty and the stock reserved while the bank is asked", async () => {
    const { shop, bus } = await played();
    const { position } = bus.history.query("type:stock.reserved")[0]!;
    expect(shop.cart.at(position)).toEqual({ lines: [] });
    expect(shop.stock.at(position)).toEqual({ lamp: 4, mug: 10, notebook: 7 });
    expect(shop.orders.at(position)).toMatchObject([{ status: "placed" }]);
  });

  it("is one chain of causes from the order on", async () => {
    const { bus } = await played();
    const [placed] = bus.history.query("type:order.placed");
    const chain = bus.history.query(`correlation:${placed!.event.correlationId}`);
    expect(chain.map(({ event }) => event.type)).toEqual(story.slice(6));
    expect(chain.slice(1).every(({ event }) => event.causationId !== undefined)).toBe(true);
  });

  it("says of every event what happened", async () => {
    const { bus } = await played();
    for (const { event } of bus.history) expect(sentenceOf(event).text).not.toBe(event.type);
  });
});

describe("the self-play", () => {
  it("waits while it is paused, and goes on from there", async () => {
    const { bus, play, types } = open();
    play.start();
    await bus.advance(1_700);
    play.pause();
    const before = types();
    await bus.advance(storyMs);
    expect(types()).toEqual(before);
    expect(before).toEqual(story.slice(0, 2));
    play.start();
    await bus.advance(storyMs);
    expect(types()).toEqual(story);
  });

  it("skips to the end in the same order", async () => {
    const { bus, play, types } = open();
    const skipped = play.skip();
    await bus.advance(storyMs);
    await skipped;
    expect(types()).toEqual(story);
  });

  it("stops for good when somebody else emits", async () => {
    const { bus, play, types } = open();
    play.start();
    await bus.advance(1_000);
    bus.emit(itemAdded({ sku: "notebook", count: 1 }));
    await bus.advance(storyMs);
    expect(types()).toEqual(["cart.item-added", "cart.item-added"]);
    expect(play.state.value.status).toBe("stopped");
  });

  it("is not stopped by a replay: it pauses, and everything is live again when the replay has ended", async () => {
    const { bus, play, types } = open();
    play.start();
    await bus.advance(1_000);
    const replay = bus.history.replay({ speed: "max" });
    await bus.advance(storyMs);
    await replay.done;
    expect(timeTravel(bus).position).toBe("live");
    expect(play.state.value.status).toBe("paused");
    play.start();
    await bus.advance(storyMs);
    expect(types()).toEqual(story);
  });

  it("pauses when somebody looks at the past", async () => {
    const { bus, play, types } = open();
    play.start();
    await bus.advance(2_500);
    timeTravel(bus).seek(1);
    const before = types();
    await bus.advance(storyMs);
    timeTravel(bus).live();
    await bus.advance(storyMs);
    expect(types()).toEqual(before);
    expect(play.state.value.status).toBe("paused");
  });
});

describe("the shop", () => {
  it("takes the total from today's prices", async () => {
    const { bus, total } = open();
    bus.emit(itemAdded({ sku: "lamp", count: 2 }));
    await bus.advance();
    expect(total()).toBe(9600);
    bus.emit(priceChanged({ sku: "lamp", fromCents: 4800, toCents: 4200 }));
    await bus.advance();
    expect(total()).toBe(8400);
  });

  it("keeps one line for each product", async () => {
    const { bus, shop } = open();
    bus.emit(itemAdded({ sku: "mug", count: 1 }));
    bus.emit(itemAdded({ sku: "lamp", count: 1 }));
    bus.emit(itemAdded({ sku: "mug", count: 2 }));
    bus.emit(quantityChanged({ sku: "lamp", count: 4 }));
    await bus.advance();
    expect(shop.cart.state.lines).toEqual([
      { sku: "mug", count: 3 },
      { sku: "lamp", count: 4 },
    ]);
    bus.emit(itemRemoved({ sku: "mug" }));
    await bus.advance();
    expect(shop.cart.state.lines).toEqual([{ sku: "lamp", count: 4 }]);
  });

  it("sells what is paid: the stock stays reserved and the cart empty", async () => {
    const { bus, shop, order } = open();
    bus.emit(itemAdded({ sku: "mug", count: 2 }));
    await bus.advance();
    order(cards.good);
    await bus.advance(storyMs);
    expect(bus.emitted(paymentTaken)).toMatchObject([{ payload: { orderId: "1041", totalCents: 2800 } }]);
    expect(shop.orders.state).toMatchObject([{ status: "paid" }]);
    expect(shop.stock.state.mug).toBe(10);
    expect(shop.cart.state.lines).toEqual([]);
  });

  it("puts a cancelled order beside what came into the cart since", async () => {
    const { bus, shop, order } = open();
    bus.emit(itemAdded({ sku: "mug", count: 2 }));
    await bus.advance();
    order(cards.declined);
    await bus.advance();
    bus.emit(itemAdded({ sku: "mug", count: 1 }));
    bus.emit(itemAdded({ sku: "lamp", count: 1 }));
    await bus.advance(storyMs);
    expect(bus.emitted(paymentFailed)).toHaveLength(1);
    expect(shop.cart.state.lines).toEqual([
      { sku: "mug", count: 3 },
      { sku: "lamp", count: 1 },
    ]);
    expect(shop.stock.state.mug).toBe(12);
  });

  it("numbers its orders", async () => {
    const { bus, shop, order } = open();
    for (const card of [cards.good, cards.declined]) {
      bus.emit(itemAdded({ sku: "mug", count: 1 }));
      await bus.advance();
      order(card);
      await bus.advance(storyMs);
    }
    expect(shop.orders.state.map(({ orderId, status }) => `${orderId} ${status}`)).toEqual(["1042 cancelled", "1041 paid"]);
  });

  it("lives on after a moment in the past: nothing that happens meanwhile is lost", async () => {
    const { bus, shop } = await played();
    const travel = timeTravel(bus);
    travel.seek(8);
    expect(shop.cart.state.lines).toEqual([]);
    bus.emit(itemAdded({ sku: "lamp", count: 1 }));
    await bus.advance();
    expect(shop.cart.state.lines).toEqual([]);
    travel.live();
    expect(shop.cart.state.lines).toContainEqual({ sku: "lamp", count: 2 });
  });
});
