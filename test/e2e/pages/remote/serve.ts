import type { BrowserContext } from "@playwright/test";
import { bundlePage } from "../serve.ts";

/** A secure context, as every site and localhost is: pages can tell when another one has crashed. Nothing of it comes from the network. */
export const origin = "https://shop.test";

/** Serves an application at `/app`, a panel of its own at `/panel`, and a page with nothing in it everywhere else. */
export async function serveShop(context: BrowserContext): Promise<void> {
  const bundles = new Map(await Promise.all((["app", "panel"] as const).map(async (name) => [name, await bundlePage(`remote/${name}.ts`)] as const)));
  await context.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const [, name = "", file] = pathname.split("/");
    const files = bundles.get(name === "app" ? "app" : "panel");
    const script = file && files?.get(`/${file}`);
    if (script) return route.fulfill({ contentType: "text/javascript", body: script });
    const title = name === "app" ? "The shop" : name;
    const tag = name === "app" || name === "panel" ? `<script type="module" src="/${name}/main.js"></script>` : "";
    return route.fulfill({
      contentType: "text/html",
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${tag}</body></html>`,
    });
  });
}
