import { createBus } from "eventdeck";
import { createTestBus, playSession } from "eventdeck/testing";
import { added, loaded } from "./small-page/events.ts";
import { smallPage } from "./small-page/serve.ts";
import { expect, test } from "./small-page/test.ts";

test.describe("waitFor", () => {
  test("resolves with the next event, typed, revived and frozen", async ({ page, bus }) => {
    await page.goto(smallPage);
    const waiting = bus.waitFor(added);
    await page.getByRole("button", { name: "Add" }).click();
    const { payload, type } = await waiting;
    expect(type).toBe("cart.added");
    expect(payload).toEqual({ sku: "A-1", at: new Date(0), counts: new Map([["A-1", 1n]]) });
    expect(payload.at.getTime() + Number(payload.counts.get("A-1"))).toBe(1);
    expect(Object.isFrozen(payload)).toBe(true);
  });

  test("begins with the call, also before there is a page", async ({ page, bus }) => {
    const waiting = bus.waitFor(loaded);
    await page.goto(smallPage);
    expect((await waiting).type).toBe("page.loaded");
  });

  test("does not take what came before, unless it is asked to", async ({ page, bus }) => {
    await page.goto(smallPage);
    await page.getByRole("button", { name: "Add" }).click();
    expect((await bus.waitFor("type:cart.*", { since: "start" })).type).toBe("cart.added");
    await expect(bus.waitFor("type:cart.*", { timeoutMs: 300 })).rejects.toThrow(
      /^No event that matches "type:cart\.\*" within 300 ms\. The newest events:\n {2}#1 page\.loaded \{"address":""\}\n {2}#2 cart\.added \{"sku":"A-1"/,
    );
  });

  test("survives a reload: the whole history of the new page came after the call", async ({ page, bus }) => {
    await page.goto(smallPage);
    const waiting = [bus.waitFor(loaded), bus.waitFor("payload.sku:A-1")];
    await page.reload();
    expect((await waiting[0]!).type).toBe("page.loaded");
    await page.getByRole("button", { name: "Add" }).click();
    expect((await waiting[1]!).type).toBe("cart.added");
  });

  test("goes on with the bus that takes the place of another", async ({ page, bus }) => {
    await page.goto(smallPage);
    const waiting = bus.waitFor(added);
    await page.getByRole("button", { name: "Replace" }).click();
    expect((await waiting).type).toBe("cart.added");
    expect((await bus.events()).map(({ type }) => type)).toEqual(["page.loaded", "cart.added"]);
  });

  test("waits for the page to expose its bus, and says so when it does not", async ({ page, bus }) => {
    await page.goto(`${smallPage}?later`);
    await expect(bus.waitFor(added, { timeoutMs: 300 })).rejects.toThrow(
      'The page has exposed no bus "default" within 300 ms: call exposeBus(bus) of eventdeck/testing there. It has exposed "second"; `test.use({ busName: … })` chooses.',
    );
    const waiting = bus.waitFor(loaded);
    await page.getByRole("button", { name: "Expose" }).click();
    expect((await waiting).payload).toEqual({ address: "?later" });
  });

  test("does not depend on the page's clock", async ({ page, bus }) => {
    await page.clock.install();
    await page.goto(smallPage);
    await page.clock.pauseAt(Date.now() + 3_600_000);
    const waiting = bus.waitFor(added);
    await page.getByRole("button", { name: "Add" }).click();
    expect((await waiting).type).toBe("cart.added");
  });

  test("says what is wrong with a query, and that the page was closed", async ({ page, bus }) => {
    await page.goto(smallPage);
    await expect(bus.waitFor("nope:1")).rejects.toThrow('Unknown key "nope"');
    const waiting = bus.waitFor(added);
    const outcome = expect(waiting).rejects.toThrow("The page is closed. Until then it had not emitted type:cart.added.");
    await page.close();
    await outcome;
  });
});

test("events are queried, by text and by definition", async ({ page, bus }) => {
  await page.goto(smallPage);
  for (let click = 0; click < 2; click++) await page.getByRole("button", { name: "Add" }).click();
  await expect.poll(async () => (await bus.events(added)).map(({ payload }) => payload.counts.get("A-1"))).toEqual([1n, 1n]);
  expect((await bus.events("is:unheard -type:cart.added")).map(({ type }) => type)).toEqual(["page.loaded"]);
});

test("an event is emitted on the page, with every value that it can carry", async ({ page, bus }) => {
  await page.goto(smallPage);
  const sent = { sku: "B-2", at: new Date(7), counts: new Map([["B-2", 2n]]) };
  const event = await bus.emit(added(sent, { subject: "from the test" }));
  expect(event).toMatchObject({ type: "cart.added", priority: "immediate", subject: "from the test", payload: sent });
  expect(await bus.events("payload.sku:B-2")).toEqual([event]);
  await expect(bus.emit(added(sent), { signal: new AbortController().signal })).rejects.toThrow("A signal cannot leave the test's process");
});

test("a session is recorded, played and imported", async ({ page, bus }) => {
  await page.goto(smallPage);
  const recorder = createBus();
  for (const hour of [0, 1, 2]) recorder.emit(added({ sku: `A-${hour}`, at: new Date(0), counts: new Map() }, { time: hour * 3_600_000 }));
  const lines = [...recorder.history.export()];
  await recorder.close();
  await bus.replay(lines);
  await bus.import(lines);
  expect((await bus.events(added)).map(({ payload }) => payload.sku)).toEqual(["A-0", "A-1", "A-2", "A-0", "A-1", "A-2"]);

  const here = createTestBus({ events: [added, loaded] });
  const session = await playSession(here, (await bus.session()).split("\n"));
  await here.advance(session.durationMs);
  expect(here.emitted(added)).toHaveLength(6);
  await here.close();
});

test.describe("a page with several buses", () => {
  test.use({ busName: "second" });
  test("is asked for one by its name", async ({ page, bus }) => {
    await page.goto(smallPage);
    expect((await bus.waitFor("type:second", { since: "start" })).type).toBe("second");
  });
});
