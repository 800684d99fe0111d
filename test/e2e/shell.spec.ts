import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { root } from "../package/install.mjs";
import { Panel } from "./panel.ts";

const scenes = [
  { name: "shop", title: "Shop", heading: "A shop made of events", file: "definitions.ts" },
  { name: "agents", title: "Agents", heading: /\w/, file: undefined },
  { name: "webhooks", title: "GitHub webhooks", heading: "A day of webhooks", file: "scenario.ts" },
  { name: "deliveries", title: "Deliveries", heading: "Nothing is lost", file: "scenario.ts" },
  { name: "flood", title: "Flood", heading: "Flood", file: "scenario.ts" },
] as const;
const folders: Readonly<Record<string, string>> = { webhooks: "github" };

const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

function link(page: Page, name: string) {
  return page.getByRole("link", { name, exact: true });
}

// The shop plays by itself, but not to those who want less motion.
test.use({ contextOptions: { reducedMotion: "reduce" } });

test("the scenes are one click away, and Back and Forward go between them", async ({ page }) => {
  await page.goto("./");
  await expect(link(page, "Shop")).toHaveAttribute("aria-current", "page");
  for (const { title, heading } of scenes) {
    await link(page, title).click();
    await expect(page.getByRole("heading", { level: 1, name: heading }).first()).toBeVisible();
    await expect(page).toHaveTitle(`${title} · eventdeck`);
  }
  await page.goBack();
  await expect(page).toHaveTitle("Deliveries · eventdeck");
  await expect(page.getByRole("heading", { level: 1, name: "Nothing is lost" })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole("heading", { level: 1, name: "Flood" })).toBeVisible();
});

test("a change of scene takes the focus along; opening the page does not", async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("heading", { level: 1, name: "A shop made of events" })).toBeVisible();
  await expect(page.locator("body")).toBeFocused();
  await link(page, "Flood").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main", { name: "Flood" })).toBeFocused();
});

test("on a phone the links of all scenes are in sight", async ({ page }) => {
  await page.setViewportSize(phone);
  await page.goto("./#flood");
  for (const { title } of scenes) await expect(link(page, title)).toBeInViewport({ ratio: 1 });
});

test("the first Tab skips to the scene", async ({ page }) => {
  await page.goto("./#flood");
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(link(page, "Skip to the scene")).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Start", exact: true })).toBeFocused();
  expect(new URL(page.url()).hash).toBe("#flood");
});

for (const { name, title, file } of scenes) {
  test(`the code beside ${title} is the code that runs`, async ({ page }) => {
    await page.goto(`./#${name}`);
    await link(page, "Code").click();
    const source = page.getByRole("region", { name: `Code of ${title}` });
    await expect(source.getByRole("tab").first()).toHaveAttribute("aria-selected", "true");
    const shown = file ?? (await source.getByRole("tab").first().innerText());
    await source.getByRole("tab", { name: shown }).click();
    const text = await readFile(join(root, "demo", folders[name] ?? name, shown), "utf8");
    expect((await source.getByRole("tabpanel").locator("code").textContent())?.trimEnd()).toBe(text.trimEnd());
    await page.goBack();
    await expect(source).toBeHidden();
  });
}

test("the files are walked through by keys", async ({ page }) => {
  await page.goto("./#shop/code");
  const tabs = page.getByRole("tab", { name: /\.tsx?$/ });
  await tabs.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(tabs.nth(1)).toBeFocused();
  await expect(tabs.nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("End");
  await expect(tabs.last()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(tabs.first()).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("tabpanel")).toBeFocused();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [wide, phone]) {
    for (const { name, heading } of scenes) {
      test(`axe finds nothing in ${name}, ${colorScheme}, ${viewport.width} wide`, async ({ page }) => {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        await page.goto(`./#${name}`);
        await expect(page.getByRole("heading", { level: 1, name: heading }).first()).toBeVisible();
        const panel = new Panel(page);
        // Where there is room it is open, and on a phone it waits behind its button.
        await expect(viewport === wide ? panel.root : panel.trigger).toBeVisible();
        expect(await violations(page)).toEqual([]);
        if (viewport === phone) {
          await panel.open();
          expect(await violations(page)).toEqual([]);
          await panel.close();
        }
        await link(page, "Code").click();
        await expect(page.getByRole("tabpanel")).toBeVisible();
        expect(await violations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
      });
    }
  }
}

test("axe finds nothing in the shop's past either", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Skip", exact: true }).click();
  await expect(page.getByText("Drag back to before it broke")).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("slider", { name: "Moment" }).fill("8");
  await expect(page.getByText("You are looking at event 8 of 12")).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test("the panel shows the bus of the scene, and is told how much of the page it may cover", async ({ page }) => {
  await page.setViewportSize(wide);
  await page.goto("./");
  const panel = new Panel(page);
  for (const { name, title } of scenes) {
    await link(page, title).click();
    await expect(panel.root.getByText(name, { exact: true })).toBeVisible();
  }
  const covered = () => page.evaluate(() => document.querySelector("main")!.getBoundingClientRect());
  const { bottom } = await covered();
  expect(bottom).toBeCloseTo((await panel.root.boundingBox())!.y, -1);
  await panel.dock("right");
  await expect.poll(async () => (await covered()).bottom).toBe(wide.height);
  // All of the head stays in sight beside it.
  await expect(page.getByTitle("Dark", { exact: true })).toBeInViewport({ ratio: 1 });
  expect((await covered()).right).toBeCloseTo((await panel.root.boundingBox())!.x, -1);
  await panel.close();
  await expect.poll(async () => (await covered()).right).toBe(wide.width);
});

test("the shop is whole above the panel: everything of it can be seen at once", async ({ page }) => {
  await page.setViewportSize(wide);
  await page.goto("./");
  const shown = ["Add Desk lamp to the cart", "Add Notebook to the cart", "Pay", "Play"];
  for (const name of shown) await expect(page.getByRole("button", { name, exact: true })).toBeInViewport({ ratio: 1 });
  expect(await page.locator(".shop-room").evaluate((room) => room.scrollHeight - room.clientHeight)).toBe(0);
});

test("on a phone the panel's button covers none of the scene's", async ({ page }) => {
  await page.setViewportSize(phone);
  const panel = new Panel(page);
  await page.goto("./");
  for (const { name, title, heading } of scenes) {
    await link(page, title).click();
    await expect(page.getByRole("heading", { level: 1, name: heading }).first()).toBeVisible();
    await expect(panel.trigger).toBeVisible();
    // At the end of the scene, where nothing can be scrolled from below it any more.
    await page.locator(".scene:not([aria-busy])").evaluate((scene) => scene.scrollTo(0, scene.scrollHeight));
    const trigger = (await panel.trigger.boundingBox())!;
    const main = page.getByRole("main");
    for (const control of await main.getByRole("button").or(main.getByRole("slider")).or(main.getByRole("link")).all()) {
      const box = (await control.isVisible()) ? await control.boundingBox() : null;
      if (box === null) continue;
      const apart =
        box.x + box.width <= trigger.x || box.y + box.height <= trigger.y || box.x >= trigger.x + trigger.width || box.y >= trigger.y + trigger.height;
      expect(apart, `${(await control.getAttribute("aria-label")) ?? (await control.innerText())} of ${name} stands below the panel's button`).toBe(true);
    }
  }
});

async function violations(page: Page): Promise<readonly string[]> {
  // Without frames there is nothing to bring together in a page of its own, which costs more than all the rest.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`));
}

test("who wants less motion gets none", async ({ page }) => {
  await page.goto("./");
  await page.getByRole("button", { name: "Skip", exact: true }).click();
  await expect(page.getByText("Drag back to before it broke")).toBeVisible();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test("it works in a folder of any server, and asks for nothing elsewhere", async ({ page }) => {
  const server = await serveInFolder("/some/where/");
  const elsewhere: string[] = [];
  const faults: string[] = [];
  page.on("request", (request) => !request.url().startsWith(server.address) && elsewhere.push(request.url()));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(String(error)));
  try {
    await page.goto(server.address);
    for (const { title, heading } of scenes) {
      await link(page, title).click();
      await expect(page.getByRole("heading", { level: 1, name: heading }).first()).toBeVisible();
      await link(page, "Code").click();
      await expect(page.getByRole("tabpanel")).toBeVisible();
    }
    await link(page, "GitHub webhooks").click();
    await expect(page.getByRole("button", { name: "Start", exact: true })).toBeEnabled();
    expect(elsewhere).toEqual([]);
    expect(faults).toEqual([]);
  } finally {
    await server.close();
  }
});

const contentTypes: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** The built demo, and nothing beside it, under a path. */
async function serveInFolder(path: string) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const file = pathname.startsWith(path) ? pathname.slice(path.length) || "index.html" : undefined;
    const found = file === undefined ? Promise.reject(new Error("outside")) : readFile(join(root, "dist-demo", file));
    found.then(
      (content) => response.writeHead(200, { "content-type": contentTypes[extname(file ?? "")] ?? "application/octet-stream" }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error(`Expected an address with a port, got ${String(address)}.`);
  return {
    address: `http://127.0.0.1:${address.port}${path}`,
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((closed) => server.close(() => closed()));
    },
  };
}
