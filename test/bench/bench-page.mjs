import { createServer } from "node:http";
import { chromium } from "@playwright/test";
import { build } from "vite";
import { chromiumArguments, requireChromium } from "../package/chromium.mjs";
import { root } from "../package/install.mjs";

/**
 * A page in Chromium that has what a module exports as `bench`, the built package in it.
 *
 * @param {string} entry the module's path
 * @returns {Promise<{ page: import("@playwright/test").Page, close(): Promise<void> }>}
 */
export async function openBenchPage(entry) {
  const server = await serve(await bundle(entry));
  const browser = await chromium.launch({ executablePath: await requireChromium(), args: chromiumArguments });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction("globalThis.bench !== undefined");
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The page's module with the built package in it, found by its public name. @param {string} entry */
async function bundle(entry) {
  const result = await build({
    configFile: false,
    root,
    // It warns of each "use client", which means nothing here.
    logLevel: "error",
    // As an application's production build has it; a library's keeps the question.
    define: { "process.env.NODE_ENV": '"production"' },
    build: { write: false, target: "es2022", lib: { entry, formats: ["es"] } },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((bundled) => ("output" in bundled ? bundled.output : []));
  return new Map(outputs.flatMap((output) => (output.type === "chunk" ? [[output.isEntry ? "/page.js" : `/${output.fileName}`, output.code]] : [])));
}

/** @param {Map<string, string>} modules */
async function serve(modules) {
  const html = '<!doctype html><title>bench</title><script type="module">globalThis.bench = await import("/page.js");</script>';
  const server = createServer((request, response) => {
    const code = modules.get(request.url ?? "");
    // Isolated pages get the clock in steps of 5 µs instead of 100.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin").setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    response.setHeader("Content-Type", code === undefined ? "text/html" : "text/javascript").end(code ?? html);
  });
  await new Promise((resolve) => void server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return { url: `http://127.0.0.1:${address.port}/`, close: () => new Promise((resolve) => void server.close(resolve)) };
}
