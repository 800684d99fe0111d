import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";
import { build } from "vite";
import { root } from "../../../package/install.mjs";
import { bundlePage } from "../serve.ts";
import { devtoolsSite } from "./fake-electron.ts";

export const mainSite = "https://main.test";
const shipped = join(root, "dist/devtools");

/**
 * `ipcRenderer`, and a preload script that has it, as Electron runs one: before every script of the page. Its main process is the page that opened this one; what is
 * said goes through a port, since a browser may lose what windows post to each other while one of them opens another.
 */
const preloading = (script: string): string => `if (opener) (() => {
  const listeners = new Map();
  const { port1: ipc, port2: farSide } = new MessageChannel();
  const ipcRenderer = {
    on: (channel, listener) => listeners.set(channel, listener),
    removeListener: (channel) => listeners.delete(channel),
    send: (channel, message) => ipc.postMessage({ channel, message }),
  };
  ipc.onmessage = ({ data, ports }) => listeners.get(data.channel)?.({ ports }, data.message);
  opener.postMessage("loaded", "*", [farSide]);
  const require = () => ({ ipcRenderer });
  const module = { exports: {} };
  const exports = module.exports;
  ${script}
})();`;

/** Serves an application: its main process, the files of its devtools window as they are shipped, and its pages on every other host. */
export async function serveApplication(context: BrowserContext): Promise<void> {
  const [main, app, preload] = await Promise.all([bundlePage("electron/main.ts"), bundlePage("electron/app.ts"), bundlePreload()]);
  const own = preloading(readFileSync(join(shipped, "electron-preload.cjs"), "utf8"));
  await context.addInitScript(`if (location.origin === "${devtoolsSite}") { ${own} } else { ${preloading(preload)} }`);
  await context.route(/^https:\/\/[^/]+\.test\//, async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin === devtoolsSite) return route.fulfill({ path: join(shipped, pathname) });
    const script = (origin === mainSite ? main : app).get(pathname);
    if (script !== undefined) return route.fulfill({ contentType: "text/javascript", body: script });
    const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body><script type="module" src="/main.js"></script></body></html>`;
    return route.fulfill({ contentType: "text/html", body });
  });
}

async function bundlePreload(): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: "error",
    build: {
      write: false,
      lib: { entry: join(root, "test/e2e/pages/electron/preload.ts"), formats: ["cjs"] },
      rolldownOptions: { external: ["electron"] },
    },
  });
  const [bundle] = (Array.isArray(result) ? result : [result]).flatMap((each) => ("output" in each ? each.output : []));
  if (bundle?.type !== "chunk") throw new Error("There is no preload script.");
  return bundle.code;
}
