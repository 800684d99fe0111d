import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { npm as runNpm, packagesOf, root } from "./install.mjs";

/** What a lock file knows of a package, as far as it is needed here. */
interface Locked {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}
const locked: ReadonlyMap<string, Locked> = packagesOf(join(root, "package-lock.json"));

/** Packs the built package into a folder, and returns the tarball's path. */
export function packInto(folder: string): string {
  // Without scripts: the package is built already, and packing would build it again.
  npm(["pack", "--ignore-scripts", "--pack-destination", folder], root);
  return join(folder, `${packageJson.name}-${packageJson.version}.tgz`);
}

/**
 * Adds packages to the application in a folder, as `npm install` does: eventdeck from a tarball, all others at the versions of our own lock file, whose
 * packages npm has in its cache.
 */
export function installPackages(folder: string, names: readonly string[], tarball: string): void {
  const file = join(folder, "package.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const versions = Object.fromEntries(names.map((name) => [name, name === "eventdeck" ? `file:${tarball}` : locked.get(`node_modules/${name}`)?.version]));
  const dependencies = { ...manifest.dependencies, ...versions };
  writeFileSync(file, JSON.stringify({ ...manifest, dependencies }));
  const packages = Object.fromEntries([...reached(Object.keys(dependencies))].map((path) => [path, { ...locked.get(path), dev: undefined }]));
  const lock = { name: manifest.name, lockfileVersion: 3, requires: true, packages: { "": { ...manifest, dependencies }, ...packages } };
  // npm asks the registry nothing about a package that a lock file pins.
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify(lock));
  npm(["install", "--prefer-offline", "--no-audit", "--no-fund"], folder);
}

/** Runs npm, and throws what it printed when that fails. */
export function npm(parameters: string[], cwd: string): string {
  return outputOf(runNpm(parameters, cwd, "pipe"), ["npm", ...parameters]);
}

/** Runs a script of Node, and throws what it printed when that fails. */
export function node(parameters: readonly string[], cwd: string): string {
  return outputOf(spawnSync(process.execPath, parameters, { cwd, encoding: "utf8" }), parameters);
}

function outputOf({ status, stdout, stderr }: ReturnType<typeof runNpm>, command: readonly string[]): string {
  if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}:\n${stdout}\n${stderr}`);
  return stdout;
}

/** The paths of our lock file that packages need: found as Node finds them, from the folder of who needs them upwards. */
function reached(names: readonly string[]): ReadonlySet<string> {
  const paths = new Set<string>();
  const visit = (needs: readonly string[], from: string) => {
    for (const name of needs) {
      const path = locate(name, from);
      if (path === undefined || paths.has(path)) continue;
      paths.add(path);
      visit(needsOf(locked.get(path)!), path);
    }
  };
  visit([...names.filter((name) => name !== "eventdeck"), ...Object.keys(packageJson.dependencies)], "");
  return paths;
}

function needsOf({ dependencies, optionalDependencies, peerDependencies = {}, peerDependenciesMeta = {} }: Locked): string[] {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
}

function locate(name: string, from: string): string | undefined {
  const path = `${from === "" ? "" : `${from}/`}node_modules/${name}`;
  if (locked.has(path)) return path;
  return from === "" ? undefined : locate(name, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))));
}
