import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium, expect as expectSoon, type Page } from "@playwright/test";
import { build, preview, type PreviewServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocks } from "../readme-blocks.ts";
import { chromiumArguments, requireChromium } from "./chromium.mjs";
import { binaryOf } from "./install.mjs";
import { installPackages, node, packInto } from "./project.ts";

const files = blocks.filter(({ path }) => path !== undefined);
const adopting = files.filter(({ chapter }) => chapter === "Adopting");
/** What the chapter on the panel shows: it is compiled, and run by the end-to-end tests of the panel. */
const mounting = files.filter(({ chapter }) => chapter === "The panel");

/** What an application of each kind has already; the README's file is put beside it. */
interface Application {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  /** What the panel is to list once the application's button was pressed. */
  readonly row: string;
  /** Whether the application is to do without React. */
  readonly withoutReact?: true;
}

const button = (act: string) => `
  const button = document.createElement("button");
  button.textContent = "Act";
  button.addEventListener("click", () => void ${act});
  document.body.append(button);
`;
const search = 'import { Subject } from "rxjs";\nexport const search$ = new Subject<string>();\n';

const applications: readonly Application[] = [
  {
    title: "A React app",
    files: {
      "src/main.tsx": `
        import { createRoot } from "react-dom/client";
        import { bus, Devtools } from "./devtools";
        const App = () => <><button onClick={() => bus.emit({ type: "cart.added", input: { sku: "A-1" } })}>Act</button><Devtools /></>;
        createRoot(document.getElementById("root")!).render(<App />);
      `,
    },
    row: "cart.added",
  },
  {
    title: "A Redux app",
    files: {
      "src/cart.ts": `
        import { createSlice } from "@reduxjs/toolkit";
        export const cart = createSlice({ name: "cart", initialState: { count: 0 }, reducers: { added: (state) => void state.count++ } });
      `,
      "src/main.ts": `import { cart } from "./cart"; import { store } from "./store"; ${button("store.dispatch(cart.actions.added())")}`,
    },
    row: "redux.cart.added",
  },
  {
    title: "A zustand app",
    files: {
      "src/bears.ts": `
        import { devtools } from "zustand/middleware";
        import { createStore } from "zustand/vanilla";
        export const bears = createStore<{ bears: number }>()(devtools(() => ({ bears: 0 }), { name: "bears" }));
      `,
      "src/main.ts": `import "./devtools"; import { bears } from "./bears"; ${button('bears.setState({ bears: 1 }, undefined, "fed")')}`,
    },
    row: "store.bears.fed",
  },
  {
    title: "An RxJS app",
    files: {
      "src/search.ts": search,
      "src/main.ts": `import "./devtools"; import { search$ } from "./search"; ${button('search$.next("bears")')}`,
    },
    row: "search.next",
    withoutReact: true,
  },
  {
    title: "No framework",
    files: { "src/main.ts": `import { bus } from "./bus"; ${button('bus.emit({ type: "cart.added", input: { sku: "A-1" } })')}` },
    row: "cart.added",
    withoutReact: true,
  },
];

const packages = [
  "eventdeck",
  "rxjs",
  "react",
  "react-dom",
  "@types/react",
  "@types/react-dom",
  "@reduxjs/toolkit",
  "zustand",
  "vue",
  "@tanstack/react-devtools",
  "vite",
  "typescript",
];

// A busy machine takes its time.
const expectPage = expectSoon.configure({ timeout: 60_000 });

let folder: string;
let browser: Browser;
const servers: PreviewServer[] = [];
const folderOf = ({ title }: Application) => join(folder, title.toLowerCase().replaceAll(" ", "-"));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "eventdeck-adopting-"));
  for (const application of applications) writeApplication(application);
  write(join(folder, "the-panel/src/bus.ts"), 'import { createBus } from "eventdeck";\nexport const bus = createBus();\n');
  for (const { path, code } of mounting) write(join(folder, "the-panel", path!), code);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "adopting", private: true, type: "module" }));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*/src"] }));
  installPackages(folder, packages, packInto(folder));
  browser = await chromium.launch({ executablePath: await requireChromium(), args: chromiumArguments });
});

afterAll(async () => {
  await browser?.close();
  await Promise.all(servers.map((server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
});

describe("the README's ways to adopt the panel", () => {
  test("are these", () => {
    expect(adopting.map(({ title }) => title)).toEqual(applications.map(({ title }) => title));
  });

  test.each(adopting)("$title: five lines and what they import", ({ code }) => {
    const lines = code.split("\n").filter((line) => line !== "" && !line.startsWith("import "));
    expect(lines.length).toBeLessThanOrEqual(5);
  });

  test("compile strictly, as does what the chapter on the panel shows", () => {
    expect(mounting.length).toBeGreaterThan(0);
    expect(node([binaryOf("typescript", "tsc"), "-p", "."], folder)).toBe("");
  });

  test.each(applications)("$title: what it does is a row in the panel", async (application) => {
    await bundle(application);
    const server = await preview({ root: folderOf(application), configFile: false, logLevel: "warn", preview: { port: 0, host: "127.0.0.1" } });
    servers.push(server);
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.goto(server.resolvedUrls!.local[0]!);
    await page.getByRole("button", { name: "Act", exact: true }).click();
    await page.getByRole("button", { name: "Open the event deck" }).click();
    await expectPage(rowOf(page, application)).toBeVisible();
    expect(faults).toEqual([]);
    await page.close();
  });
});

function rowOf(page: Page, { row }: Application) {
  return page.getByRole("region", { name: "Event deck" }).getByRole("row").filter({ hasText: row }).first();
}

const compilerOptions = {
  target: "es2022",
  module: "esnext",
  moduleResolution: "bundler",
  lib: ["es2023", "dom"],
  types: ["vite/client"],
  jsx: "react-jsx",
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

function writeApplication(application: Application): void {
  const readme = adopting.filter(({ title }) => title === application.title).map(({ path, code }) => [path!, code] as const);
  const main = Object.keys(application.files).at(-1);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8" /><title>App</title></head><body><div id="root"></div><script type="module" src="/${main}"></script></body></html>`;
  for (const [path, text] of [...Object.entries(application.files), ...readme, ["index.html", html] as const]) write(join(folderOf(application), path), text);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** As for development: a build for production leaves the panel out. */
async function bundle(application: Application): Promise<void> {
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "development";
  try {
    const noReact = {
      name: "no-react",
      enforce: "pre" as const,
      resolveId(id: string, from: string | undefined) {
        if (application.withoutReact && /^react(-dom)?(\/|$)/.test(id)) throw new Error(`${from} imports ${id}, which this application does not have.`);
      },
    };
    await build({ root: folderOf(application), configFile: false, mode: "development", logLevel: "error", plugins: [noReact], build: { minify: false } });
  } finally {
    process.env["NODE_ENV"] = before;
  }
}
