import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import type { UserConfig } from "vite";
import { defineConfig } from "vitest/config";
// The plugin alone: a configuration has no use for the bus that the entry brings along.
import { eventdeck } from "./src/vite/plugin.ts";
import packageJson from "./package.json" with { type: "json" };
import { chromiumArguments, findChromium } from "./test/package/chromium.mjs";

const root = fileURLToPath(new URL("./", import.meta.url));

/** Every entry of the package: its public name, the modules that are built for it, and its source, which lies where its types come to lie. */
const entries = Object.entries(packageJson.exports).flatMap(([subpath, target]) => {
  if (typeof target === "string") return [];
  const { types, ...modules } = target;
  // One for each condition: the panel has others for production.
  const built = Object.values(modules).map((module) => module.replace(/^\.\/dist\/(.*)\.js$/, "$1"));
  const source = join(root, types.replace(/^\.\/dist\/types\/(.*)\.d\.ts$/, "$1.ts"));
  return [{ name: `eventdeck${subpath.slice(1)}`, built, source }];
});

/** Built apart from the others, with all that it needs inside. */
const standaloneModule = "devtools/standalone";

/** The package's names, answered by the source. Without it they are answered by `exports`, which is the built package. */
const fromSource = entries.map(({ name, source }) => ({ find: new RegExp(`^${name}$`), replacement: source }));

/** The same for pages: where an entry has a module of its own for browsers, that one. */
const fromSourceInBrowsers = [
  ...Object.entries(packageJson.exports).flatMap(([subpath, target]) => {
    if (typeof target === "string" || !("browser" in target)) return [];
    return [{ find: new RegExp(`^eventdeck${subpath.slice(1)}$`), replacement: join(root, target.browser.replace(/^\.\/dist\/(.*)\.js$/, "$1.ts")) }];
  }),
  ...fromSource,
];

/** React 18 under the name of React, for what is ours and for its own renderer. */
const react18 = ["react", "react-dom"].map((name) => ({ find: new RegExp(`^${name}(?=/|$)`), replacement: `${name}-18` }));

export default defineConfig(async ({ command, mode }) => {
  if (mode === "library") return library();
  if (mode === "standalone") return standalone();
  if (mode === "electron-window" || mode === "electron-preload") return electron(mode);
  if (mode === "test") return tests(await findChromium());
  return demo(command === "serve");
});

function library(): UserConfig {
  const outside = Object.keys({ ...packageJson.dependencies, ...packageJson.peerDependencies });
  const modules = new Set(entries.flatMap(({ built }) => built).filter((module) => module !== standaloneModule));
  return {
    root,
    resolve: { alias: fromSource },
    build: {
      target: "es2022",
      sourcemap: true,
      lib: { entry: Object.fromEntries([...modules].map((module) => [module, join(root, `${module}.ts`)])), formats: ["es"] },
      rolldownOptions: {
        external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
        // "use client" is kept, since each module stays a file; a test sees to it.
        checks: { moduleLevelDirective: false },
        // Vite keeps the whitespace of a library; the whole of it is minified here, annotations for tree shaking kept.
        // A file each, so that a bundler leaves out what is not used and splits off what is loaded later.
        output: { minify: true, preserveModules: true, preserveModulesRoot: root, entryFileNames: "[name].js" },
      },
    },
  };
}

/** The panel with React inside, for pages that have none: a module, and a script that sets `globalThis.eventdeckDevtools`. One file each. */
function standalone(): UserConfig {
  return {
    root,
    resolve: { alias: fromSource },
    // React's development build is four times as large, and its warnings are about our code.
    define: {
      "process.env.NODE_ENV": JSON.stringify("production"),
      // A classic script has no address of its own to read, and nothing of the panel lies beside it.
      "import.meta.url": "undefined",
    },
    build: {
      target: "es2022",
      sourcemap: true,
      // Beside what the library's build has left there.
      emptyOutDir: false,
      lib: {
        entry: join(root, `${standaloneModule}.ts`),
        formats: ["es", "iife"],
        name: "eventdeckDevtools",
        fileName: (format) => (format === "es" ? `${standaloneModule}.js` : "devtools/eventdeck-devtools.global.js"),
      },
      rolldownOptions: { output: { minify: true, codeSplitting: false } },
    },
  };
}

/**
 * What the devtools window of an Electron application loads beside the standalone panel: its page with the page's script, and its preload script, which has to be one
 * file and no module.
 */
function electron(mode: "electron-window" | "electron-preload"): UserConfig {
  const isPage = mode === "electron-window";
  return {
    root,
    resolve: { alias: fromSource },
    publicDir: isPage && join(root, "devtools/electron/public"),
    build: {
      target: "es2022",
      sourcemap: true,
      outDir: "dist/devtools",
      // Beside what the library's build has left there.
      emptyOutDir: false,
      lib: {
        entry: join(root, `devtools/electron/${isPage ? "window" : "preload"}.ts`),
        formats: [isPage ? "iife" : "cjs"],
        name: "eventdeckElectronWindow",
        fileName: () => (isPage ? `${mode}.js` : `${mode}.cjs`),
      },
      rolldownOptions: {
        external: (id) => id === "electron" || id.endsWith("/standalone.ts"),
        output: { minify: true, codeSplitting: false, globals: () => "eventdeckDevtools" },
      },
    },
  };
}

/** Served from the source; built, and previewed, on the built package. */
function demo(serve: boolean): UserConfig {
  return {
    root: join(root, "demo"),
    // Found wherever it is served from.
    base: "./",
    plugins: [eventdeck(), react()],
    resolve: { alias: serve ? fromSourceInBrowsers : [] },
    // The source lies beside the demo, not in it.
    server: { fs: { allow: [root] } },
    build: { outDir: join(root, "dist-demo"), emptyOutDir: true, sourcemap: true },
  };
}

function tests(executablePath: string | undefined) {
  const everywhere = ["test/**/*.test.{ts,tsx}"];
  const elsewhere = ["test/**/*.browser.test.{ts,tsx}", "test/package/**"];
  // Named, because one that is found while tests run makes their page load again.
  const optimizeDeps = {
    include: [
      "react",
      "react/jsx-dev-runtime",
      "react-dom",
      "react-dom/client",
      "react-dom/server",
      "rxjs",
      "immer",
      "devalue",
      "zod",
      "zod/mini",
      "@tanstack/react-devtools",
    ],
  };
  // Anew for each project: Vitest writes the project's name into it.
  const browser = () => ({
    enabled: true,
    headless: true,
    screenshotFailures: false,
    provider: playwright({ launchOptions: { args: chromiumArguments, ...(executablePath !== undefined && { executablePath }) } }),
    instances: [{ browser: "chromium" as const }],
  });
  return {
    root,
    test: {
      projects: [
        { resolve: { alias: fromSource }, test: { name: "unit", environment: "node", include: everywhere, exclude: elsewhere } },
        { test: { name: "built", environment: "node", include: testsByPublicName(), exclude: elsewhere } },
        { test: { name: "package", environment: "node", include: ["test/package/*.test.ts"], testTimeout: 120_000, hookTimeout: 120_000 } },
        {
          resolve: { alias: fromSourceInBrowsers },
          plugins: [react()],
          optimizeDeps,
          test: {
            name: "browser",
            include: ["test/**/*.browser.test.{ts,tsx}"],
            globalSetup: ["test/capture/echo-server.ts", "test/transport/websocket-relay.ts"],
            provide: { reactVersion: packageJson.devDependencies.react },
            browser: browser(),
          },
        },
        {
          resolve: { alias: [...fromSourceInBrowsers, ...react18] },
          plugins: [react()],
          optimizeDeps,
          test: {
            name: "react-18",
            include: ["test/react/**/*.browser.test.{ts,tsx}", "test/devtools/embed*.browser.test.tsx"],
            provide: { reactVersion: packageJson.devDependencies["react-18"].replace("npm:react@", "") },
            browser: browser(),
          },
        },
      ],
    },
  };
}

/** The tests that know the package by its public names only, and so hold for the built one as they do for the source. */
function testsByPublicName(): string[] {
  return readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => `test/${file.replaceAll("\\", "/")}`)
    .filter((file) => {
      const text = readWithHelpers(join(root, file));
      return /["']eventdeck(\/[\w-]+)*["']/.test(text) && !/["'](\.\.\/)+(src|devtools)\//.test(text);
    });
}

/** The text of a test and of the helpers that it imports: a test may know the package through them only. */
function readWithHelpers(file: string): string {
  const text = readFileSync(file, "utf8");
  const helpers = [...text.matchAll(/from ["'](\.[^"']+\.ts)["']/g)].map(([, path]) => join(dirname(file), path!));
  return [text, ...helpers.filter((path) => path.startsWith(join(root, "test")) && existsSync(path)).map(readWithHelpers)].join("\n");
}
