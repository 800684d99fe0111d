import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { binaryOf, root } from "./install.mjs";
import { installPackages, node, packInto } from "./project.ts";

/** What an application needs besides `eventdeck` itself, by entry; types are for the compiler only. */
const needs: Record<string, { readonly peers: readonly string[]; readonly types: readonly string[] }> = {
  ".": { peers: ["rxjs"], types: [] },
  "./middleware": { peers: ["rxjs"], types: ["@opentelemetry/api"] },
  "./projection": { peers: ["rxjs"], types: [] },
  "./react": { peers: ["rxjs", "react"], types: ["@types/react"] },
  "./vite": { peers: ["rxjs"], types: [] },
  "./testing": { peers: ["rxjs"], types: [] },
  // Playwright's own declarations need those of Node.
  "./testing/playwright": { peers: ["rxjs", "@playwright/test"], types: ["@types/node"] },
  "./testing/transport-contract": { peers: ["rxjs"], types: [] },
  "./catalogue": { peers: ["rxjs"], types: [] },
  "./capture": { peers: ["rxjs"], types: [] },
  "./store": { peers: ["rxjs"], types: [] },
  "./store/memory": { peers: ["rxjs"], types: [] },
  "./store/level": { peers: ["rxjs", "classic-level"], types: [] },
  "./transport": { peers: ["rxjs"], types: [] },
  "./transport/memory": { peers: ["rxjs"], types: [] },
  "./transport/broadcast-channel": { peers: ["rxjs"], types: [] },
  "./transport/message-port": { peers: ["rxjs"], types: [] },
  "./transport/websocket": { peers: ["rxjs"], types: [] },
  "./transport/electron-main": { peers: ["rxjs"], types: [] },
  "./transport/electron-preload": { peers: ["rxjs"], types: [] },
  "./transport/electron-renderer": { peers: ["rxjs"], types: [] },
  "./transport/create": { peers: ["rxjs"], types: [] },
  "./queue": { peers: ["rxjs"], types: [] },
  "./devtools": { peers: ["rxjs", "react", "react-dom"], types: ["@types/react", "@types/react-dom"] },
  "./devtools/production": { peers: ["rxjs", "react", "react-dom"], types: ["@types/react", "@types/react-dom"] },
  "./devtools/register": { peers: ["rxjs"], types: [] },
  // All that runs is inside; the types of a bus are RxJS's as well.
  "./devtools/standalone": { peers: ["rxjs"], types: [] },
  "./devtools/electron": { peers: ["rxjs"], types: [] },
  "./devtools/tanstack": { peers: ["rxjs", "react", "react-dom"], types: ["@types/react", "@types/react-dom"] },
};
const entries = Object.keys(packageJson.exports).filter((entry) => entry !== "./package.json");
const optionalPeers = Object.keys(packageJson.peerDependenciesMeta);

let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eventdeck-tarball-"));
  tarball = packInto(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the tarball", () => {
  test("gives publint nothing to say", async () => {
    const { messages } = await publint({ pack: { tarball: new Uint8Array(readFileSync(tarball)).buffer } });
    expect(messages).toEqual([]);
  });

  test("has types that resolve for every entry", () => {
    const attw = binaryOf("@arethetypeswrong/cli", "attw");
    expect(() => node([attw, tarball, "--profile", "esm-only", "--no-color"], root)).not.toThrow();
  });

  test("has an answer here for what each entry needs", () => {
    expect(entries).toEqual(Object.keys(needs));
  });
});

describe.each(Object.entries(needs))("an empty project with eventdeck and what %s needs", (entry, { peers, types }) => {
  const name = `eventdeck${entry.slice(1)}`;
  let project: string;

  beforeAll(() => {
    project = projectWith({ peers, types });
  });

  test("has no other peer", () => {
    const others = optionalPeers.filter((peer) => !peers.includes(peer));
    expect(others.filter((peer) => existsSync(join(project, "node_modules", peer)))).toEqual([]);
  });

  test("imports it, and nothing runs at import", () => {
    writeFileSync(join(project, "import.mjs"), importing(name, [...peers, "zod/mini", "devalue"]));
    const [names, traces] = JSON.parse(node(["import.mjs"], project));
    expect(names).not.toEqual([]);
    expect(traces).toEqual({ globals: [], listeners: [], opened: [], output: [] });
  });

  test("compiles against its types, library checks on", () => {
    if (types.length > 0) installPackages(project, types, tarball);
    writeFileSync(join(project, "use.ts"), `import * as all from "${name}";\nexport type Names = keyof typeof all;\nexport const used: object = all;\n`);
    const options = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--lib",
      "es2023,esnext.disposable,dom,dom.iterable",
      "--types",
      types.includes("@types/node") ? "node" : "",
      "use.ts",
    ];
    expect(() => node([binaryOf("typescript", "tsc"), ...options], project)).not.toThrow();
  });
});

/** A module that imports an entry and tells what it exports, and what the import left behind beyond what the libraries under it leave. */
function importing(name: string, libraries: readonly string[]): string {
  return `
    import { createHook } from "node:async_hooks";
    ${libraries.map((library) => `await import("${library}");`).join("\n    ")}
    const output = [];
    for (const method of ["log", "info", "warn", "error", "debug"]) console[method] = (...words) => output.push(words.map(String));
    const opened = [];
    createHook({ init: (_id, type) => ["Timeout", "Immediate", "MESSAGEPORT", "WORKER"].includes(type) && opened.push(type) }).enable();
    const state = () => ({
      globals: Reflect.ownKeys(globalThis).map(String),
      listeners: process.eventNames().map((event) => String(event) + " " + process.listenerCount(event)),
    });
    const before = state();
    const names = Object.keys(await import("${name}"));
    const left = Object.entries(state()).map(([what, now]) => [what, now.filter((one) => !before[what].includes(one))]);
    process.stdout.write(JSON.stringify([names, { ...Object.fromEntries(left), opened, output }]));
  `;
}

const projects = new Map<string, string>();

/** A project with the tarball and the peers: one for all entries that need the same, since installing takes the time of ten tests. */
function projectWith({ peers, types }: (typeof needs)[string]): string {
  const needed = [...peers, ...types].join(" ");
  const known = projects.get(needed);
  if (known !== undefined) return known;
  const project = join(folder, needed.replaceAll(/\W+/g, "_"));
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "application", version: "1.0.0", private: true, type: "module" }));
  installPackages(project, ["eventdeck", ...peers], tarball);
  projects.set(needed, project);
  return project;
}
