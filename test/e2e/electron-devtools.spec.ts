import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { mainSite, serveApplication } from "./pages/electron/serve.ts";
import { Panel } from "./panel.ts";

const buses = (devtools: Page) => devtools.getByRole("combobox", { name: "Bus", exact: true }).getByRole("option");
const rowsOf = (devtools: Page, type: string) => devtools.getByRole("region", { name: "Event deck" }).getByRole("row").filter({ hasText: type });

/** A function that a page of the application has for the test. */
const call = (page: Page, name: string, argument?: unknown): Promise<void> =>
  page.evaluate(([own, given]) => Reflect.get(window, String(own))(given), [name, argument]);

async function openPage(context: BrowserContext, open: () => Promise<void>): Promise<Page> {
  const [page] = await Promise.all([context.waitForEvent("page"), open()]);
  return page;
}

async function openApp(main: Page, name: string): Promise<Page> {
  const app = await openPage(main.context(), () => call(main, "openApp", `https://${name}.test/?name=${name}`));
  await app.waitForFunction(() => "save" in window);
  return app;
}

test("the devtools window of an Electron application shows the main process and every page in one deck, live", async ({ page: main, context }) => {
  const faults: string[] = [];
  context.on("weberror", (error) => faults.push(String(error.error())));
  context.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await serveApplication(context);
  await main.goto(mainSite);
  await main.waitForFunction(() => "openApp" in window);
  const notes = await openApp(main, "notes");
  await call(notes, "save", "before anybody looked");

  const devtools = await openPage(context, () => call(main, "openDevtools"));
  await expect(buses(devtools)).toHaveCount(2);
  const shop = await openApp(main, "shop");
  await expect(buses(devtools)).toHaveCount(3);
  await expect(buses(devtools).filter({ hasText: /^(main|notes|shop)/ })).toHaveCount(3);
  const panel = new Panel(devtools);

  await test.step("a page's bus, with what is looked at fetched", async () => {
    await panel.chooseBus(/^notes/);
    await expect(rowsOf(devtools, "note.saved")).toHaveCount(1);
    await call(notes, "save", "while it is looked at");
    await expect(rowsOf(devtools, "note.saved")).toHaveText([/text: "before anybody looked"/, /text: "while it is looked at"/]);
    await rowsOf(devtools, "note.saved").last().click();
    await expect(devtools.getByRole("tree", { name: "Payload" })).toContainText("while it is looked at");
  });
  await test.step("the main process's bus", async () => {
    await panel.chooseBus(/^main/);
    await call(main, "count", 7);
    await expect(rowsOf(devtools, "clock.counted")).toHaveCount(1);
  });
  await test.step("a page that is loaded again, and one that is closed", async () => {
    await notes.reload();
    await notes.waitForFunction(() => "save" in window);
    await Promise.all([shop.waitForEvent("close"), call(main, "closeApp", "https://shop.test")]);
    await panel.chooseBus(/^shop/);
    await expect(devtools.getByRole("status").filter({ hasText: /^shop in shop, a page: connection lost.*The page has gone/ })).toBeVisible();
    await panel.chooseBus(/^notes/);
    await call(notes, "save", "after the reload");
    await expect(rowsOf(devtools, "note.saved")).toHaveCount(1);
    await expect(buses(devtools)).toHaveCount(3);
  });
  await test.step("the devtools window itself, loaded again", async () => {
    await devtools.reload();
    await expect(buses(devtools)).toHaveText([/^main/, /^notes/]);
    await panel.chooseBus(/^main/);
    await expect(rowsOf(devtools, "clock.counted")).toHaveCount(1);
  });
  expect(faults).toEqual([]);
});
