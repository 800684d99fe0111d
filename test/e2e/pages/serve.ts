import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { build } from "vite";
import { root } from "../../package/install.mjs";

/** Where the pages of this folder are served; nothing of them comes from the network. */
export const site = "http://pages.test/";
/** The same as a secure context, for what browsers keep from others, such as Web Locks. */
export const secureSite = "https://pages.test/";

export interface ServedPage {
  readonly files: ReadonlyMap<string, string>;
  /** Of the document itself, such as its Content Security Policy. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is in the document's body before its script. */
  readonly html?: string;
}

/** Bundles a module of this folder with the built package, as an application is for development: a build for production has no panel. */
export async function bundlePage(name: string): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    root,
    logLevel: "error",
    resolve: { conditions: ["module", "browser", "development"] },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: { main: join(root, "test/e2e/pages", name) },
        output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" },
        checks: { moduleLevelDirective: false },
      },
    },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundled) => ("output" in bundled ? bundled.output : []));
  return new Map(outputs.flatMap((output) => (output.type === "chunk" ? [[`/${output.fileName}`, output.code] as const] : [])));
}

/** Answers for the site, in all tabs or in one: scripts by their path, and every other address with the page. */
export async function servePage(context: BrowserContext | Page, { files, headers = {}, html = "" }: ServedPage): Promise<void> {
  await context.route(/^https?:\/\/pages\.test\//, async (route) => {
    const script = files.get(new URL(route.request().url()).pathname);
    if (script !== undefined) return route.fulfill({ contentType: "text/javascript", body: script });
    const tags = [...files.keys()].filter((path) => path === "/main.js").map((path) => `<script type="module" src="${path}"></script>`);
    const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head><body>${html}${tags.join("")}</body></html>`;
    return route.fulfill({ contentType: "text/html", headers: { ...headers }, body });
  });
}
