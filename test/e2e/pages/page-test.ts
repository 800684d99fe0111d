import { test as base } from "@playwright/test";
import { bundlePage } from "./serve.ts";

/** Tests on a page of this folder, which is bundled once for each worker. Who wants less motion sees at once what comes. */
export function pageTest(name: string) {
  return base.extend<object, { files: ReadonlyMap<string, string> }>({
    contextOptions: { reducedMotion: "reduce" },
    files: [
      // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its parameter
      async ({}, use) => {
        await use(await bundlePage(name));
      },
      { scope: "worker" },
    ],
  });
}

/** How a page is looked at: by day and by night, on a desk and on a phone. */
export const looks = (["light", "dark"] as const).flatMap((colorScheme) =>
  [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ].map((viewport) => ({ name: `${colorScheme}, ${viewport.width} wide`, use: { colorScheme, viewport } })),
);
