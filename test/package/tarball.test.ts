import { spawnSync } from "node:child_process";
import type { SpawnSyncReturns } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { binaryOf, npm as runNpm, packagesOf, root } from "./install.mjs";

/** What an application needs besides `eventdeck` itself, by entry; types are for the compiler only. */
const needs: Record<string, { readonly peers: readonly string[]; readonly types: readonly string[] }> = {
  ".": { peers: ["rxjs"], types: [] },
  "./middleware": { peers: ["rxjs"], types: ["@opentelemetry/api"] },
  "./projection": { peers: ["rxjs"], types: [] },
  "./react": { peers: ["rxjs", "react"], types: ["@types/react"] },
  "./vite": { peers: ["rxjs"], types: [] },
  "./testing": { peers: ["rxjs"], types: [] },
  "./testing/playwright": { peers: ["rxjs", "@playwright/test"], types: [] },
  "./catalogue": { peers: ["rxjs"], types: [] },
  "./devtools": { peers: ["rxjs", "react", "react-dom"], types: ["@types/react", "@types/react-dom"] },
};
const entries = Object.keys(packageJson.exports).filter((entry) => entry !== "./package.json");
const optionalPeers = Object.keys(packageJson.peerDependenciesMeta);
const locked = packagesOf(join(root, "package-lock.json"));

let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "eventdeck-tarball-"));
  // Without scripts: the package is built already, and packing would build it again.
  npm(["pack", "--ignore-scripts", "--pack-destination", folder], root);
  tarball = join(folder, `${packageJson.name}-${packageJson.version}.tgz`);
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
    project = install(entry, peers);
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
    add(project, types);
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
      "",
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

/** Creates a project and installs the tarball and the peers, at the versions of our own lock file, whose packages npm has in its cache. */
function install(entry: string, peers: readonly string[]): string {
  const project = join(folder, entry.replaceAll(/\W+/g, "_"));
  mkdirSync(project);
  const versions = Object.fromEntries(peers.map((peer) => [peer, lockedAt(peer).version]));
  const manifest = { name: "application", version: "1.0.0", private: true, type: "module", dependencies: { eventdeck: `file:${tarball}`, ...versions } };
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  writeLock(project, manifest, [...peers, ...Object.keys(packageJson.dependencies)]);
  npm(["install", "--prefer-offline", "--no-audit", "--no-fund"], project);
  return project;
}

function add(project: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
  for (const name of names) manifest.dependencies[name] = lockedAt(name).version;
  writeFileSync(join(project, "package.json"), JSON.stringify(manifest));
  writeLock(project, manifest, Object.keys({ ...manifest.dependencies, ...packageJson.dependencies }));
  npm(["install", "--prefer-offline", "--no-audit", "--no-fund"], project);
}

/** npm asks the registry nothing about a package that a lock file pins. */
function writeLock(project: string, manifest: object, names: readonly string[]): void {
  const packages = Object.fromEntries(closure(names).map((name) => [`node_modules/${name}`, { ...lockedAt(name), dev: undefined }]));
  writeFileSync(
    join(project, "package-lock.json"),
    JSON.stringify({ ...manifest, lockfileVersion: 3, requires: true, packages: { "": manifest, ...packages } }),
  );
}

function closure(names: readonly string[], seen = new Set<string>()): string[] {
  for (const name of names) {
    if (name === "eventdeck" || seen.has(name)) continue;
    seen.add(name);
    closure(Object.keys(lockedAt(name).dependencies ?? {}), seen);
  }
  return [...seen];
}

function lockedAt(name: string) {
  const entry = locked.get(`node_modules/${name}`);
  if (entry === undefined) throw new Error(`package-lock.json has no ${name}.`);
  return entry;
}

function node(parameters: readonly string[], cwd: string): string {
  return outputOf(spawnSync(process.execPath, parameters, { cwd, encoding: "utf8" }), parameters);
}

function npm(parameters: string[], cwd: string): string {
  return outputOf(runNpm(parameters, cwd, "pipe"), ["npm", ...parameters]);
}

function outputOf({ status, stdout, stderr }: SpawnSyncReturns<string>, command: readonly string[]): string {
  if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}
