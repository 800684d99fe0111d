import { expect, test, type Page } from "@playwright/test";
import { bundlePage, servePage, site } from "./pages/serve.ts";

const strict = "default-src 'none'; script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

let files: ReadonlyMap<string, string>;

test.beforeAll(async () => {
  files = await bundlePage("shop.ts");
});

/** What the browser held against a policy in this page. */
async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective} ${blockedURI}`));
  });
  return () => page.evaluate(() => Reflect.get(window, "violations"));
}

async function usePanel(page: Page): Promise<void> {
  const deck = page.getByRole("region", { name: "Event deck" });
  await page.getByRole("button", { name: /Open the event deck/ }).click();
  await expect(deck).toHaveCSS("background-color", "rgb(255, 255, 255)");
  await deck.getByRole("row").filter({ hasText: "cart.item-added" }).first().click();
  await deck.getByRole("row").filter({ hasText: "cart.item-added" }).first().press("Enter");
  await page.getByRole("separator", { name: "Resize the panel" }).press("ArrowUp");
  await page.keyboard.press("/");
  await page.keyboard.type("sku");
  await page.getByRole("button", { name: "Dock at the right" }).click();
  await expect(page.getByRole("separator", { name: "Resize the panel" })).toHaveAttribute("aria-orientation", "vertical");
}

test("it works under a strict Content Security Policy with Trusted Types, without a nonce and without a violation (TanStack/query#3495, #6284, #5417; WICG/construct-stylesheets#98)", async ({
  page,
  context,
}) => {
  await servePage(context, { files, headers: { "content-security-policy": strict } });
  const violations = await watchViolations(page);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  await page.goto(site);
  await usePanel(page);
  expect([await violations(), errors]).toEqual([[], []]);
  // The policy is in force.
  const refused = page.evaluate(() => (document.createElement("p").innerHTML = "<b>x</b>"));
  await expect(refused).rejects.toThrow("TrustedHTML");
});

test("so does its window, which inherits the policy", async ({ page, context }) => {
  await servePage(context, { files, headers: { "content-security-policy": strict } });
  const violations = await watchViolations(page);
  await page.goto(site);
  await page.getByRole("button", { name: /Open the event deck/ }).click();
  const [own] = await Promise.all([context.waitForEvent("page"), page.getByRole("button", { name: "In a window of its own" }).click()]);
  await expect(own.getByRole("region", { name: "Event deck" })).toHaveCSS("background-color", "rgb(255, 255, 255)");
  expect(await own.evaluate(() => getComputedStyle(document.body).margin)).toBe("0px");
  expect(await violations()).toEqual([]);
});

test("a nonce is taken where a policy asks for one (TanStack/query#10820)", async ({ page, context }) => {
  const policy = "default-src 'none'; script-src 'self'; style-src 'nonce-r4nd0m'";
  await servePage(context, { files, headers: { "content-security-policy": policy } });
  const violations = await watchViolations(page);
  await page.goto(`${site}?options=${JSON.stringify({ styleNonce: "r4nd0m" })}`);
  await usePanel(page);
  expect(await violations()).toEqual([]);
  const adopted = await page
    .locator("eventdeck-devtools")
    .evaluate((host) => [host.shadowRoot?.adoptedStyleSheets.length, host.shadowRoot?.querySelectorAll("style").length]);
  expect(adopted).toEqual([0, 1]);
});

test("it shows in an element in full screen, and moves out of it again", async ({ page, context }) => {
  await servePage(context, { files, html: '<div id="film">A film</div>' });
  await page.goto(site);
  await page.getByRole("button", { name: /Open the event deck/ }).click();
  await page.evaluate(() => {
    document.addEventListener("dblclick", () => void document.querySelector("#film")?.requestFullscreen());
  });
  await page.locator("#film").dblclick();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.id)).toBe("film");
  await page.getByRole("button", { name: "Dock at the right" }).click();
  await expect(page.getByRole("separator", { name: "Resize the panel" })).toHaveAttribute("aria-orientation", "vertical");
  await page.evaluate(() => document.exitFullscreen());
  await expect(page.locator("html > eventdeck-devtools")).toHaveCount(1);
});
