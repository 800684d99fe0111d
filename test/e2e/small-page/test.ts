import { test as base } from "eventdeck/testing/playwright";
import { bundleSmallPage, serveSmallPage } from "./serve.ts";

export { expect } from "eventdeck/testing/playwright";

/** Tests whose page finds the small page. */
export const test = base.extend<{ served: void }, { files: ReadonlyMap<string, string> }>({
  files: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter
    async ({}, use) => {
      await use(await bundleSmallPage());
    },
    { scope: "worker" },
  ],
  served: [
    async ({ page, files }, use) => {
      await serveSmallPage(page, files);
      await use();
    },
    { auto: true },
  ],
});
