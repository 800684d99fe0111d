import { expect, test } from "@playwright/test";
import { bundlePage, servePage, site } from "./pages/serve.ts";

let files: ReadonlyMap<string, string>;

test.beforeAll(async () => {
  files = await bundlePage("shop.ts");
});

test("a view whose code the network has lost says so, and comes when it is tried again", async ({ page, context }) => {
  await servePage(context, { files });
  const lost = "**/health*.js";
  await page.route(lost, (route) => route.abort());
  await page.goto(site);
  await page.getByRole("button", { name: /Open the event deck/ }).click();
  const deck = page.getByRole("region", { name: "Event deck" });
  await deck.getByRole("button", { name: "Health" }).click();
  const alert = deck.getByRole("alert").filter({ hasText: "Health could not be loaded" });
  await expect(alert).toBeVisible();
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(alert).toBeVisible();
  await page.unroute(lost);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(deck.getByRole("region", { name: "Health" })).toContainText("Running");
  await expect(alert).toHaveCount(0);
});

test("under a policy that asks for a nonce, what is loaded later is styled as well", async ({ page, context }) => {
  const policy = "default-src 'none'; script-src 'self'; style-src 'nonce-r4nd0m'";
  await servePage(context, { files, headers: { "content-security-policy": policy } });
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective} ${blockedURI}`));
  });
  await page.goto(`${site}?options=${JSON.stringify({ styleNonce: "r4nd0m" })}`);
  await page.getByRole("button", { name: /Open the event deck/ }).click();
  const deck = page.getByRole("region", { name: "Event deck" });
  await deck.getByRole("button", { name: "Health" }).click();
  const bus = deck.getByRole("region", { name: "Bus", exact: true });
  await expect(bus).toHaveCSS("border-top-left-radius", "8px");
  await deck.getByRole("button", { name: "Compose an event" }).click();
  await expect(deck.getByRole("dialog", { name: "Compose an event" })).toHaveCSS("position", "absolute");
  expect(await page.evaluate(() => Reflect.get(window, "violations"))).toEqual([]);
});
