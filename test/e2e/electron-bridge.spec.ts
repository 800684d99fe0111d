import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";
import { chromiumArguments, requireChromium } from "../package/chromium.mjs";
import { root } from "../package/install.mjs";

// Electron lets pages of files load modules; Chromium does so when it is told to.
test.use({ launchOptions: { executablePath: await requireChromium(), args: [...chromiumArguments, "--allow-file-access-from-files"] } });

/** A main process that grants a port to whoever asks, and keeps what comes out of it, by channel. Electron's binary is not needed for what happens in the page. */
const preloadScript = (bundle: string): string => `(() => {
  const listeners = new Map();
  globalThis.heard = {};
  const ipcRenderer = {
    on: (channel, listener) => listeners.set(channel, listener),
    removeListener: (channel) => listeners.delete(channel),
    send(channel, { kind, ask }) {
      if (kind === "knock") return listeners.get(channel)({ ports: [] }, { kind: "offer" });
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => (globalThis.heard[channel] ??= []).push(data);
      listeners.get(channel)({ ports: [port2] }, { kind: "port", ask });
    },
  };
  const require = () => ({ ipcRenderer });
  const module = { exports: {} };
  const exports = module.exports;
  ${bundle}
})()`;

test("a preload script in an isolated world hands its page a port, and nothing else", async ({ page }) => {
  execFileSync(process.execPath, [join(root, "demo/electron/build.mjs")], { cwd: root });
  const source = preloadScript(readFileSync(join(root, "dist-electron/preload.cjs"), "utf8"));
  const session = await page.context().newCDPSession(page);
  await session.send("Page.enable");
  await session.send("Runtime.enable");
  const worlds: number[] = [];
  session.on("Runtime.executionContextCreated", ({ context }) => void (context.name === "preload" && worlds.push(context.id)));
  await session.send("Page.addScriptToEvaluateOnNewDocument", { source, worldName: "preload" });
  const inPreload = async (expression: string): Promise<unknown> => {
    const { result } = await session.send("Runtime.evaluate", { contextId: worlds.at(-1), expression, returnByValue: true });
    return result.value;
  };
  const address = `${pathToFileURL(join(root, "dist-electron/page/index.html")).href}?name=Writer`;

  for (const visit of ["first", "after a reload"]) {
    await test.step(visit, async () => {
      await (visit === "first" ? page.goto(address) : page.reload());
      await expect(page.locator("#state")).toHaveText("connected");
      // The first thing that a bus says on a link.
      await expect.poll(() => inPreload("heard.eventdeck && JSON.parse(heard.eventdeck[0][1]).kind")).toBe("hello");
      // The first things that a page says to the devtools window: that it is there, and which buses it has.
      await expect
        .poll(() => inPreload("heard['eventdeck.devtools']?.map(([, { kind, message }]) => message ? message.targets.map(({ name }) => name).join() : kind)"))
        .toEqual(["present", "Writer"]);
      expect(await page.evaluate(() => ["heard", "require", "ipcRenderer"].filter((name) => name in globalThis))).toEqual([]);
    });
  }
});
