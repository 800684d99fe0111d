import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ version?: string, integrity?: string, resolved?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[], bin?: unknown, dependencies?: Record<string, string> }} LockedPackage */
/** @typedef {{ os: string, cpu: string, libc: string | undefined }} Machine */

export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Whether `node_modules` holds exactly what the lock file asks for on this machine.
 *
 * @param {string} folder
 * @param {Machine} machine
 */
export function isInstalled(folder, machine = thisMachine()) {
  const record = join(folder, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = packagesOf(join(folder, "package-lock.json"));
  const present = packagesOf(record);
  const complete = [...wanted].every(([path, locked]) => {
    const installed = present.get(path);
    if (installed === undefined) return locked.optional === true && !isMadeFor(machine, locked);
    return installed.version === locked.version && installed.integrity === locked.integrity && existsSync(join(folder, path));
  });
  return complete && [...present.keys()].every((path) => wanted.has(path));
}

/** Installs what the lock file asks for, unless it is there. Ends the process when that fails. */
export function ensureInstalled() {
  requireNode();
  if (isInstalled(root)) return;
  console.log("Installing what package-lock.json asks for ...");
  const { status } = npm(["ci", "--include=dev", "--no-audit", "--no-fund", "--prefer-offline"], root, "inherit");
  if (status !== 0) {
    console.error("npm ci failed; its output above says why. It needs the npm registry, or its packages in npm's cache.");
    process.exit(1);
  }
}

/**
 * Runs npm the way it was found: under `npm run`, the npm that is running already.
 *
 * @param {string[]} parameters
 * @param {string} cwd
 * @param {"inherit" | "pipe"} output
 */
export function npm(parameters, cwd, output) {
  const own = process.env["npm_execpath"];
  /** @type {import("node:child_process").SpawnSyncOptionsWithStringEncoding} */
  const options = { cwd, encoding: "utf8", stdio: ["ignore", output, output] };
  if (own !== undefined) return spawnSync(process.execPath, [own, ...parameters], options);
  // npm is a batch file on Windows, and Node starts those only through a shell.
  return spawnSync("npm", parameters, { ...options, shell: process.platform === "win32" });
}

/**
 * The script behind a package's command: what npm puts into `.bin` is a shell script on Windows.
 *
 * @param {string} packageName
 * @param {string} binary
 */
export function binaryOf(packageName, binary) {
  const folder = join(root, "node_modules", packageName);
  /** @type {{ bin: Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, bin[binary] ?? binary);
}

/**
 * The packages of a lock file by their path, without the project itself.
 *
 * @param {string} file
 * @returns {Map<string, LockedPackage>}
 */
export function packagesOf(file) {
  /** @type {{ packages: Record<string, LockedPackage> }} */
  const { packages } = JSON.parse(readFileSync(file, "utf8"));
  return new Map(Object.entries(packages).filter(([path]) => path !== ""));
}

/** @param {Machine} machine @param {LockedPackage} locked */
function isMadeFor(machine, { os, cpu, libc }) {
  // An optional package that names no platform comes with one that does, which is then the one to miss.
  if (os === undefined && cpu === undefined) return false;
  return (
    (os?.includes(machine.os) ?? true) &&
    (cpu?.includes(machine.cpu) ?? true) &&
    (libc === undefined || machine.libc === undefined || libc.includes(machine.libc))
  );
}

/** @returns {Machine} */
function thisMachine() {
  return { os: process.platform, cpu: process.arch, libc: libcOfThisMachine() };
}

function libcOfThisMachine() {
  if (process.platform !== "linux") return undefined;
  /** @type {{ header?: { glibcVersionRuntime?: string } }} */
  const { header } = process.report.getReport();
  return header?.glibcVersionRuntime === undefined ? "musl" : "glibc";
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node ${process.versions.node} is too old: eventdeck is built and tested with Node 20.19 or newer.`);
  process.exit(1);
}
