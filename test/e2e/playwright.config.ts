import { createServer } from "node:net";
import { defineConfig } from "@playwright/test";
import { chromiumArguments, requireChromium } from "../package/chromium.mjs";
import { root } from "../package/install.mjs";

// Playwright reads this file in every worker, and they inherit the environment: one port for the run, chosen once.
process.env["EVENTDECK_DEMO_PORT"] ??= String(await freePort());
const port = Number(process.env["EVENTDECK_DEMO_PORT"]);

export default defineConfig({
  testDir: ".",
  tsconfig: "./tsconfig.json",
  outputDir: "../../test-results",
  forbidOnly: true,
  fullyParallel: true,
  // One for each core of a small machine: nothing here waits for time to pass.
  workers: 2,
  retries: 0,
  // Nothing here waits for time to pass, so patience costs nothing; machines that run tests are slow and shared.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: "list",
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // A trace copies the page on every change, which for a flood is a flood of its own. `--trace on` records the one that fails.
    trace: "off",
    launchOptions: { executablePath: await requireChromium(), args: chromiumArguments },
  },
  projects: [{ name: "chromium", use: { browserName: "chromium" } }],
  webServer: {
    command: `"${process.execPath}" node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error(`Expected an address with a port, got ${String(address)}.`);
  return address.port;
}
