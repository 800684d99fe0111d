import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect as anyExpect, type Page, test as base } from "@playwright/test";
import react from "@vitejs/plugin-react";
import type { Bus } from "eventdeck";
import type * as entry from "eventdeck/vite";
import { createLogger, createServer, type PluginOption, type ViteDevServer } from "vite";
import { root } from "../package/install.mjs";

/** Long: on a busy machine the dev server takes its time to prepare the packages for the first page. */
export const patienceMs = 60_000;
export const expect = anyExpect.configure({ timeout: patienceMs });

const modules: Readonly<Record<string, string>> = {
  "index.html": `<!doctype html>
<title>Hot updates</title>
<div id="root"></div>
<script type="module" src="/main.tsx"></script>
`,
  "events.ts": `import { defineEvent, payload } from "eventdeck";
export const clicked = defineEvent("clicked", payload<{ readonly times: number }>(), { priority: "immediate" });
`,
  "bus.ts": `import { createBus } from "eventdeck";
import { clicked } from "./events";

export const bus = createBus({ source: "first", events: [clicked] });
`,
  "clicks.ts": `import { createProjection } from "eventdeck/projection";
import { bus } from "./bus";
import { clicked } from "./events";

export const clicks = createProjection(bus, {
  name: "clicks",
  initial: 0,
  reducers: (on) => on(clicked, (total, { payload }) => Number(total) + payload.times),
});
`,
  "handlers.ts": `import { bus } from "./bus";
import { clicked } from "./events";
import { heard } from "./heard";

bus.subscribe(clicked, () => heard("handler 1"));
`,
  "registering.ts": `import { bus } from "./bus";
import { heard } from "./heard";

export const version = "registered 1";
bus.subscribe("clicked", () => heard(version));
`,
  "heard.ts": `export function heard(what: string): void {
  document.querySelector("#root")!.dispatchEvent(new CustomEvent("heard", { detail: what }));
}
`,
  "counter.tsx": `import { useEvent, useProjection } from "eventdeck/react";
import { useState } from "react";
import { bus } from "./bus";
import { clicks } from "./clicks";
import { clicked } from "./events";
import { version } from "./registering";

export function Counter() {
  const [heard, setHeard] = useState("nothing");
  useEvent(clicked, () => setHeard((before) => before + ", component 1"));
  return (
    <main title={version}>
      <h1>Counter 1</h1>
      <button onClick={() => bus.emit(clicked({ times: 1 }))}>Click</button>
      <output aria-label="Total">{useProjection(clicks)}</output>
      <output aria-label="Heard">{heard}</output>
    </main>
  );
}
`,
  "app.tsx": `import { BusProvider } from "eventdeck/react";
import { bus } from "./bus";
import { Counter } from "./counter";

export function App() {
  return (
    <BusProvider bus={bus}>
      <Counter />
    </BusProvider>
  );
}
`,
  "main.tsx": `import { createRoot } from "react-dom/client";
import { App } from "./app";
import { bus } from "./bus";
import "./handlers";

const heard: string[] = [];
const root = document.querySelector("#root")!;
root.addEventListener("heard", (event) => heard.push((event as CustomEvent).detail));
Object.assign(window, { bus, heard });
createRoot(root).render(<App />);
let updates = 0;
import.meta.hot?.on("vite:afterUpdate", () => {
  document.body.dataset.updates = String(++updates);
});
`,
};

/** A small application under Vite's dev server, with the package installed in it as a user would have it. */
class HotApp {
  /** What the server and the page complained of. */
  readonly errors: string[];
  readonly #folder: string;
  readonly #server: ViteDevServer;
  readonly #page: Page;
  #updates = 0;

  private constructor(folder: string, server: ViteDevServer, opened: Page, errors: string[]) {
    this.errors = errors;
    this.#folder = folder;
    this.#server = server;
    this.#page = opened;
  }
  /** @param changed modules that are other than above */
  static async start(opened: Page, packages: string, withPlugin: boolean, changed: Readonly<Record<string, string>> = {}): Promise<HotApp> {
    const folder = mkdtempSync(join(packages, "app-"));
    for (const [name, text] of Object.entries({ ...modules, ...changed })) writeFileSync(join(folder, name), text);
    const plugins: PluginOption[] = [react()];
    if (withPlugin) {
      const { eventdeck }: typeof entry = await import(pathToFileURL(join(packages, "node_modules/eventdeck/dist/src/vite/index.js")).href);
      plugins.unshift(eventdeck());
    }
    const errors: string[] = [];
    opened.on("pageerror", (error) => errors.push(String(error)));
    const server = await createServer({
      configFile: false,
      root: folder,
      cacheDir: join(packages, withPlugin ? "cache-plugin" : "cache"),
      customLogger: { ...createLogger("silent"), error: (message) => void errors.push(message) },
      plugins,
      // What is edited is said here, not found out: no watcher that may be late.
      server: { host: "127.0.0.1", port: 0, watch: null, hmr: { overlay: false } },
    });
    await server.listen();
    const app = new HotApp(folder, server, opened, errors);
    await opened.goto(server.resolvedUrls!.local[0]!);
    await expect(opened.getByRole("heading", { name: "Counter 1" })).toBeVisible();
    await opened.evaluate(() => Object.assign(globalThis, { stays: "here" }));
    return app;
  }
  close(): Promise<void> {
    return this.#server.close();
  }

  /** Replaces text in a module and waits until the page has taken the update. */
  async edit(name: string, from: string, to: string): Promise<void> {
    const file = join(this.#folder, name);
    const text = readFileSync(file, "utf8");
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to));
    this.#server.watcher.emit("change", file.replaceAll("\\", "/"));
    await expect(this.#page.locator("body")).toHaveAttribute("data-updates", String(++this.#updates));
    expect(await this.#page.evaluate(() => Reflect.get(globalThis, "stays"))).toBe("here");
  }
  /** Clicks once. Returns what the handlers outside of React have said. */
  async click(): Promise<readonly string[]> {
    await this.#page.evaluate(() => void Reflect.get(globalThis, "heard").splice(0));
    await this.#page.getByRole("button", { name: "Click" }).click();
    return this.#page.evaluate(() => Reflect.get(globalThis, "heard"));
  }
  /** The bus of the page, as it stands. */
  bus(): Promise<{ readonly source: string; readonly subscriptions: readonly string[]; readonly lastPosition: number; readonly size: number }> {
    return this.#page.evaluate(() => {
      const bus: Bus = Reflect.get(globalThis, "bus");
      const { lastPosition, size } = bus.history;
      return { source: bus.source, subscriptions: bus.subscriptions().map(({ name }) => name), lastPosition, size };
    });
  }
}

/** The package as it is packed, and those that it and the application need. Returns the folder in which applications find them. */
function install(): string {
  const folder = mkdtempSync(join(tmpdir(), "eventdeck-hot-"));
  const installed = join(folder, "node_modules", "eventdeck");
  mkdirSync(installed, { recursive: true });
  for (const name of ["package.json", "dist"]) cpSync(join(root, name), join(installed, name), { recursive: true });
  for (const name of ["react", "react-dom", "rxjs", "immer", "zod", "devalue", "@standard-schema/spec"]) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, "node_modules", name), link, "junction");
  }
  return folder;
}

interface TestFixtures {
  /** Starts the application and opens it. */
  readonly start: (withPlugin: boolean, changed?: Readonly<Record<string, string>>) => Promise<HotApp>;
}
interface WorkerFixtures {
  readonly packages: string;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  packages: [
    // Playwright reads the parameter's pattern to know what is asked for: nothing.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = install();
      await use(folder);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: "worker" },
  ],
  async start({ page, packages }, use) {
    const apps: HotApp[] = [];
    await use(async (withPlugin, changed) => {
      const app = await HotApp.start(page, packages, withPlugin, changed);
      apps.push(app);
      return app;
    });
    for (const app of apps) await app.close();
    expect(apps.flatMap(({ errors }) => errors)).toEqual([]);
  },
});
