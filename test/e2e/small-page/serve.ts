import { join } from "node:path";
import type { Page } from "@playwright/test";
import { build } from "vite";
import { root } from "../../package/install.mjs";

export const smallPage = "http://small-page.test/";
const html = '<!doctype html><html lang="en"><title>A small page</title><body><script type="module" src="/main.js"></script></body></html>';

/** A page with a bus and three buttons, bundled with the built package as an application is. Nothing of it comes from the network. */
export async function bundleSmallPage(): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    root,
    logLevel: "warn",
    build: {
      write: false,
      rolldownOptions: { input: { main: join(root, "test/e2e/small-page/main.ts") }, output: { entryFileNames: "[name].js" } },
      modulePreload: false,
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundled) => ("output" in bundled ? bundled.output : []));
  return new Map(outputs.flatMap((output) => (output.type === "chunk" ? [[`/${output.fileName}`, output.code] as const] : [])));
}

export async function serveSmallPage(page: Page, files: ReadonlyMap<string, string>): Promise<void> {
  await page.route(`${smallPage}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const script = files.get(pathname);
    if (script === undefined) await route.fulfill({ contentType: "text/html", body: html });
    else await route.fulfill({ contentType: "text/javascript", body: script });
  });
}
