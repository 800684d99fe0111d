import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { origin, serveShop } from "./pages/remote/serve.ts";

const secret = "hunter2-never-seen";

const deckOf = (page: Page) => page.getByRole("region", { name: "Event deck" });
const rowsOf = (page: Page) => deckOf(page).getByRole("row").filter({ hasText: "order.placed" });
const treeOf = (page: Page) => deckOf(page).getByRole("tree", { name: "Payload" });
const filterOf = (page: Page) => deckOf(page).getByRole("combobox", { name: "Filter events" });

async function openShop(context: BrowserContext): Promise<Page> {
  const shop = await context.newPage();
  await shop.goto(`${origin}/app`);
  await shop.waitForFunction(() => "place" in window);
  return shop;
}

async function openPanel(context: BrowserContext): Promise<Page> {
  const panel = await context.newPage();
  await panel.goto(`${origin}/panel`);
  await expect(deckOf(panel)).toBeVisible();
  return panel;
}

async function place(shop: Page, ...skus: readonly string[]): Promise<void> {
  await shop.evaluate(
    ([password, ...all]) => {
      for (const sku of all) Reflect.get(window, "place")({ sku, password });
    },
    [secret, ...skus],
  );
}

const handledBy = (shop: Page): Promise<readonly string[]> => shop.evaluate(() => Reflect.get(window, "handled"));

/** Hears everything that is said between pages, from a page of its own. */
async function listenIn(context: BrowserContext): Promise<() => Promise<string>> {
  const spy = await context.newPage();
  await spy.goto(`${origin}/spy`);
  await spy.evaluate(() => {
    const heard: string[] = [];
    const note = (data: unknown) => heard.push(JSON.stringify(data, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
    const channels = new Set<string>();
    const listen = (name: string) => {
      if (channels.has(name)) return;
      channels.add(name);
      new BroadcastChannel(name).addEventListener("message", ({ data }) => {
        note(data);
        for (const { id } of Reflect.get(Object(data), "targets") ?? []) listen(`eventdeck.devtools.1.${id}`);
      });
    };
    listen("eventdeck.devtools");
    Object.assign(window, { heard });
  });
  return () => spy.evaluate(() => Reflect.get(window, "heard").join("\n"));
}

test.beforeEach(({ context }) => serveShop(context));

test("a panel in another tab lists, filters over there, and fetches what is looked at as it is", async ({ context }) => {
  const shop = await openShop(context);
  await place(shop, "A-1", "A-2", "A-3");
  await shop.evaluate((password) => {
    const problem = new TypeError("out of paper", { cause: new Error("printer") });
    const order = { sku: "B-1", password, placed: new Date(0), lines: new Map([["pen", 2]]), cents: 10n ** 20n, problem };
    Reflect.get(window, "place")(order);
  }, secret);
  const panel = await openPanel(context);
  await expect(deckOf(panel).getByText("shop", { exact: true })).toBeVisible();
  await expect(rowsOf(panel)).toHaveCount(4);
  await filterOf(panel).fill("payload.cents:>5");
  await expect(rowsOf(panel)).toHaveCount(1);
  await rowsOf(panel).click();
  const tree = treeOf(panel);
  await expect(tree).toContainText("1970-01-01");
  await expect(tree).toContainText("Map");
  await expect(tree).toContainText("100000000000000000000n");
  await expect(tree).toContainText("TypeError");
  await expect(tree).toContainText("out of paper");
  await expect(deckOf(panel)).not.toContainText(secret);
  await deckOf(panel).getByRole("tab", { name: "State" }).click();
  await expect(deckOf(panel).getByRole("region", { name: "orders" }).or(deckOf(panel).getByText("orders")).first()).toBeVisible();
  await deckOf(panel).getByRole("tab", { name: "Deliveries" }).click();
  await expect(deckOf(panel)).toContainText("Nobody watched when it was delivered");
});

test("it watches failures with their stacks, runs again and emits over there", async ({ context }) => {
  const shop = await openShop(context);
  const panel = await openPanel(context);
  await expect(deckOf(panel)).toContainText("2 listeners");
  await place(shop, "bad");
  await rowsOf(panel).click();
  await deckOf(panel).getByRole("tab", { name: "Deliveries" }).click();
  await expect(deckOf(panel)).toContainText("RangeError: the card was refused");
  await expect(deckOf(panel)).toContainText("refuse");
  await deckOf(panel)
    .getByRole("button", { name: /Run again/ })
    .first()
    .click();
  await expect.poll(() => handledBy(shop)).toEqual(["bad", "bad"]);
  await deckOf(panel).getByRole("button", { name: "Edit & emit" }).click();
  const drawer = panel.getByRole("dialog", { name: "Compose an event" });
  await drawer.getByRole("button", { name: "Emit", exact: true }).click();
  await expect(drawer).toContainText("Emitted");
  await expect.poll(() => handledBy(shop)).toEqual(["bad", "bad", "bad"]);
});

test("a page that is loaded again is followed on with the same filter, and a crashed one is marked until it is back", async ({ context }) => {
  const shop = await openShop(context);
  await place(shop, "A-1", "B-1");
  const panel = await openPanel(context);
  await filterOf(panel).fill("payload.sku:A-1");
  await expect(rowsOf(panel)).toHaveCount(1);
  await shop.reload();
  await shop.waitForFunction(() => "place" in window);
  await place(shop, "B-2", "A-1", "A-1");
  await expect(rowsOf(panel)).toHaveCount(2);
  await expect(filterOf(panel)).toHaveValue("payload.sku:A-1");
  const session = await context.newCDPSession(shop);
  const crashed = shop.waitForEvent("crash");
  // The command never answers: who would have answered it is dead.
  void session.send("Page.crash").catch(() => undefined);
  await crashed;
  await expect(deckOf(panel)).toContainText(/shop in The shop: connection lost at/);
  await expect(rowsOf(panel)).toHaveCount(2);
  await shop.close();
  const again = await openShop(context);
  await place(again, "A-1");
  await expect(rowsOf(panel)).toHaveCount(1);
  await expect(deckOf(panel)).not.toContainText("connection lost");
});

test("the wire carries no payload before somebody looks, and never what was redacted", async ({ context }) => {
  const heard = await listenIn(context);
  const shop = await openShop(context);
  const panel = await openPanel(context);
  await shop.evaluate((password) => Reflect.get(window, "place")({ sku: "A-1", password, lines: new Map([["unpreviewed", 1]]) }), secret);
  await expect(rowsOf(panel)).toHaveCount(1);
  expect(await heard()).toContain("order.placed");
  expect(await heard()).not.toContain("unpreviewed");
  await rowsOf(panel).click();
  await expect(treeOf(panel)).toContainText("Map");
  await expect.poll(heard).toContain("unpreviewed");
  for (const tab of ["Why", "Deliveries", "State", "Raw"]) await deckOf(panel).getByRole("tab", { name: tab }).click();
  expect(await heard()).not.toContain(secret);
});

test("a page that speaks another version is told of, with the cure", async ({ context }) => {
  const panel = await openPanel(context);
  const other = await context.newPage();
  await other.goto(`${origin}/other`);
  await other.evaluate(() => {
    const targets = [{ id: "from-the-future", name: "future shop", source: "shop", place: "Tomorrow" }];
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule takes it for a window; a broadcast channel has one origin
    new BroadcastChannel("eventdeck.devtools").postMessage({ kind: "here", page: "tomorrow", version: 2, targets });
  });
  await expect(deckOf(panel)).toContainText("version 2");
  await expect(deckOf(panel)).toContainText("same version of eventdeck");
});
