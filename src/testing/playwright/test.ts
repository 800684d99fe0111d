import { test as base } from "@playwright/test";
import { OpenPageBus } from "./open-page-bus.ts";
import type { PageBus } from "./page-bus.ts";
import { Patience } from "./patience.ts";

/** Options of the `bus` fixture, for `test.use`. */
export interface BusFixtureOptions {
  /** The name that the page exposes its bus under. @default "default" */
  busName: string;
}
/** What a test asks for. */
export interface BusFixtures {
  bus: PageBus;
}

/** How long a page may take to hand out its history after a failure. */
const attachTimeoutMs = 20_000;

/**
 * Playwright's `test` with the page's bus. When a test that uses it fails, the page's history is attached to the report as `events.session.jsonl`, which
 * `history.import`, `playSession` and the panel read.
 *
 * @example
 * import { expect, test } from "eventdeck/testing/playwright";
 *
 * test("adds to the cart", async ({ page, bus }) => {
 *   await page.goto("/");
 *   const added = bus.waitFor(itemAdded);
 *   await page.getByRole("button", { name: "Add" }).click();
 *   expect((await added).payload.sku).toBe("A-1");
 * });
 */
export const test = base.extend<BusFixtures & BusFixtureOptions>({
  busName: ["default", { option: true }],
  bus: async ({ page, busName }, use, testInfo) => {
    const bus = new OpenPageBus(page, busName);
    await use(bus);
    if (testInfo.status === testInfo.expectedStatus) return;
    const { name, body, contentType } = await historyOf(bus);
    await testInfo.attach(name, { body, contentType });
  },
});

/** What is known of the page's history; a note when that is nothing, since a failure over a failure would hide the first. */
async function historyOf(bus: OpenPageBus): Promise<{ readonly name: string; readonly body: string; readonly contentType: string }> {
  const note = (body: string) => ({ name: "events.session.txt", body: `There is no history of the page. ${body}`, contentType: "text/plain" });
  if (bus.gone !== undefined) return note(bus.gone);
  try {
    const session = await new Patience(attachTimeoutMs).limit(bus.session());
    if (session === undefined) return note("It did not answer.");
    return { name: "events.session.jsonl", body: session, contentType: "application/jsonl" };
  } catch (error) {
    return note(String(error));
  }
}
