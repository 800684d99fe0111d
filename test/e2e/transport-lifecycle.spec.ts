import { type BrowserContext, type CDPSession, expect, type Page, test as base } from "@playwright/test";
import { chromiumArguments, requireChromium } from "../package/chromium.mjs";
import { startRelay } from "../transport/websocket-relay.ts";
import { serveTabs } from "./pages/tabs/serve.ts";
import { type UnheldTab, UnheldTabs } from "./unheld-tabs.ts";

/** What the pages show of themselves: see `pages/tabs/app.ts`. */
interface Shown {
  readonly peers: readonly string[];
  readonly gaps: number;
  readonly duplicates: number;
  readonly heard: readonly unknown[];
  readonly heardByFrame: readonly unknown[];
  /** Of the worker. */
  readonly echoes: readonly unknown[];
  readonly states: readonly string[];
  readonly lifecycle: readonly string[];
}

/** A tab, controlled in a way that survives being kept and restored. */
class Tab {
  readonly page: Page;
  readonly #cdp: CDPSession;

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page;
    this.#cdp = cdp;
  }
  static async open(context: BrowserContext, url: string): Promise<Tab> {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send("Page.enable");
    await page.goto(url);
    await page.waitForFunction(() => "tab" in window);
    return new Tab(page, cdp);
  }

  async leave(): Promise<void> {
    await this.page.goto(new URL("/elsewhere", this.page.url()).href);
  }
  /** Goes back to the page that was left, which must have been kept: one that is loaded anew proves nothing. */
  async comeBack(): Promise<void> {
    const navigated = new Promise((resolve) => {
      this.#cdp.once("Page.frameNavigated", ({ type }) => resolve(type));
    });
    await this.page.evaluate(() => history.back());
    const how = await navigated;
    const why = await this.page.evaluate(() => JSON.stringify(Reflect.get(performance.getEntriesByType("navigation")[0] ?? {}, "notRestoredReasons")));
    expect(how, `the page was kept: ${why}`).toBe("BackForwardCacheRestore");
    await expect.poll(async () => (await this.shown()).lifecycle.at(-1)).toBe("restored");
  }
  shown(): Promise<Shown> {
    return this.page.evaluate(() => ({ ...Reflect.get(window, "tab") }));
  }
  async count(...numbers: readonly number[]): Promise<void> {
    await this.page.evaluate((all) => Reflect.get(window, "tab").count(...all), numbers);
  }
  ask(): Promise<unknown> {
    return this.page.evaluate(() => Reflect.get(window, "tab").ask());
  }
  expect<Key extends keyof Shown>(key: Key) {
    return expect.poll(async () => (await this.shown())[key]);
  }
}

const test = base.extend<object, { readonly origin: string; readonly relay: string }>({
  origin: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter
    async ({}, use) => {
      const { origin, close } = await serveTabs();
      await use(origin);
      await close();
    },
    { scope: "worker" },
  ],
  relay: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter
    async ({}, use) => {
      const { url, stop } = await startRelay();
      await use(url);
      await stop();
    },
    { scope: "worker" },
  ],
});

// Playwright switches the cache off, since a page that comes out of it is not intercepted.
test.use({
  launchOptions: { executablePath: await requireChromium(), args: chromiumArguments, ignoreDefaultArgs: ["--disable-back-forward-cache"] },
});

async function openPair(context: BrowserContext, origin: string, first = "", second = ""): Promise<readonly [Tab, Tab]> {
  const one = await Tab.open(context, `${origin}/one${first}`);
  const other = await Tab.open(context, `${origin}/other${second}`);
  await one.expect("peers").toEqual(["/other"]);
  await other.expect("peers").toEqual(["/one"]);
  return [one, other];
}

test.describe("a tab that is kept for going back to", () => {
  test("is shown again with what was published meanwhile, once each, and was seen as away", async ({ context, origin }) => {
    const [one, other] = await openPair(context, origin);
    await other.count(1);
    await one.expect("heard").toEqual([1]);
    await one.leave();
    await other.expect("peers").toEqual([]);
    await other.count(2, 3, 4);
    await one.comeBack();
    await one.expect("heard").toEqual([1, 2, 3, 4]);
    expect(await one.shown()).toMatchObject({ gaps: 0, duplicates: 0, states: ["connected", "reconnecting", "connected"] });
    await other.expect("peers").toEqual(["/one"]);
    // From there on as before, in both directions.
    await other.count(5);
    await one.count(6);
    await one.expect("heard").toEqual([1, 2, 3, 4, 5, 6]);
    await other.expect("heard").toEqual([1, 2, 3, 4, 5, 6]);
  });

  // socketio/socket.io#5419: a recovery that gives the same batch twice.
  test("gets nothing twice when it is left and shown again with nothing in between", async ({ context, origin }) => {
    const [one, other] = await openPair(context, origin);
    await other.count(1, 2);
    await one.expect("heard").toEqual([1, 2]);
    for (let times = 0; times < 3; times += 1) {
      await one.leave();
      await one.comeBack();
    }
    await other.count(3);
    await one.expect("heard").toEqual([1, 2, 3]);
    expect(await one.shown()).toMatchObject({ gaps: 0, duplicates: 0 });
  });

  test("is told of a gap when more was published than the other keeps", async ({ context, origin }) => {
    const [one, other] = await openPair(context, origin, "", "?maxBacklog=3");
    await one.leave();
    await other.expect("peers").toEqual([]);
    for (let number = 1; number <= 10; number += 1) await other.count(number);
    await one.comeBack();
    await one.expect("heard").toEqual([8, 9, 10]);
    expect(await one.shown()).toMatchObject({ gaps: 7 });
  });

  test("is not waited for: what it was to answer is refused at once, and answered again when it is back", async ({ context, origin }) => {
    const [one, other] = await openPair(context, origin, "?answers");
    await expect.poll(() => other.ask()).toBe("/one");
    await one.leave();
    await other.expect("peers").toEqual([]);
    expect(await other.ask()).toBe("ERR_NO_RESPONDER");
    await one.comeBack();
    await expect.poll(() => other.ask()).toBe("/one");
  });

  test("takes its frame and its worker along", async ({ context, origin }) => {
    const [one, other] = await openPair(context, origin, "?frame&worker");
    await one.leave();
    await other.expect("peers").toEqual([]);
    await other.count(1, 2);
    await one.comeBack();
    await one.expect("heard").toEqual([1, 2]);
    await one.expect("heardByFrame").toEqual([1, 2]);
    await one.expect("echoes").toEqual([2, 3]);
  });

  test("is kept with a port of a shared worker too, and gets what it has missed by it", async ({ context, origin }) => {
    const one = await Tab.open(context, `${origin}/one?shared`);
    const other = await Tab.open(context, `${origin}/other?shared`);
    for (const tab of [one, other]) await tab.expect("peers").toEqual(["worker"]);
    await other.count(1);
    await one.expect("heard").toEqual([1]);
    // A message that is under way as the page is left has it thrown away.
    const known = expect.poll(() => other.page.evaluate(() => Reflect.get(window, "tab").worker()));
    await known.toMatchObject({ pages: 2, answered: 2 });
    await one.leave();
    await expect.poll(() => other.page.evaluate(() => Reflect.get(window, "tab").worker())).toMatchObject({ pages: 1 });
    await other.count(2, 3);
    await other.expect("echoes").toEqual([2, 3, 4]);
    await one.comeBack();
    await one.expect("heard").toEqual([1, 2, 3]);
    await one.expect("echoes").toEqual([2, 3, 4]);
    expect(await one.shown()).toMatchObject({ gaps: 0, duplicates: 0, states: ["connected", "reconnecting", "connected"] });
  });

  test("is kept with a WebSocket too, and gets what it has missed by it", async ({ context, origin, relay }) => {
    const room = `?relay=${encodeURIComponent(`${relay}/${crypto.randomUUID()}`)}`;
    const [one, other] = await openPair(context, origin, room, room);
    await one.leave();
    await other.expect("peers").toEqual([]);
    await other.count(1, 2);
    await one.comeBack();
    await one.expect("heard").toEqual([1, 2]);
    expect(await one.shown()).toMatchObject({ gaps: 0, duplicates: 0 });
  });
});

test.describe("a tab that is frozen", () => {
  test("gets what was published meanwhile when it runs again, once each, and was seen as away", async ({ browser, origin }) => {
    const tabs = await UnheldTabs.open(browser);
    const one = await tabs.newTab(`${origin}/one?answers`);
    const other = await tabs.newTab(`${origin}/other`);
    const show = (tab: UnheldTab, what: string) => expect.poll(() => tab.evaluate(`window.tab?.${what}`), { message: what });
    await show(other, "peers").toEqual(["/one"]);
    await show(other, "ask()").toBe("/one");
    await one.freeze();
    await show(one, "lifecycle").toEqual(["shown", "freeze"]);
    await show(other, "peers").toEqual([]);
    expect(await other.evaluate("tab.ask()")).toBe("ERR_NO_RESPONDER");
    await other.evaluate("tab.count(1, 2, 3)");
    await one.thaw();
    await show(one, "lifecycle").toEqual(["shown", "freeze", "resume"]);
    await show(one, "heard").toEqual([1, 2, 3]);
    await show(other, "peers").toEqual(["/one"]);
    await other.evaluate("tab.count(4)");
    await show(one, "heard").toEqual([1, 2, 3, 4]);
    expect(await one.evaluate("tab.gaps")).toBe(0);
    await tabs.close();
  });
});

test.describe("a tab that is gone", () => {
  test("is no peer any more when it is closed, or goes elsewhere for good", async ({ context, origin }) => {
    const [one, other] = await openPair(context, origin);
    const third = await Tab.open(context, `${origin}/third`);
    await other.expect("peers").toEqual(["/one", "/third"]);
    await one.page.close();
    await other.expect("peers").toEqual(["/third"]);
    await third.page.reload();
    await other.expect("peers").toEqual(["/third"]);
    await other.count(1);
    await third.expect("heard").toEqual([1]);
    await third.page.close({ runBeforeUnload: true });
    await other.expect("peers").toEqual([]);
  });

  test("is no peer any more when it was kept, and another page came in its place", async ({ context, origin }) => {
    const [one, other] = await openPair(context, origin);
    await one.leave();
    await other.expect("peers").toEqual([]);
    const again = await Tab.open(context, `${origin}/again`);
    await again.expect("peers").toEqual(["/other"]);
    await other.expect("peers").toEqual(["/again"]);
  });
});
