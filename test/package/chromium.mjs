import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { binaryOf } from "./install.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];

const places = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
  String.raw`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
  String.raw`C:\Program Files\Microsoft\Edge\Application\msedge.exe`,
];

/** A browser under test neither phones home nor opens its welcome page, and starts as root in a container. */
export const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The path of an installed Chromium: the one that `CHROMIUM_PATH` names, else one on the `PATH`, else one in a usual place, else
 * Playwright's own download.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {readonly string[]} usualPlaces
 * @returns {Promise<string | undefined>}
 * @throws when `CHROMIUM_PATH` names no program: another browser in its place would hide the mistake
 */
export async function findChromium(environment = process.env, usualPlaces = places) {
  const chosen = environment["CHROMIUM_PATH"];
  if (chosen !== undefined && chosen !== "") {
    if (isProgram(chosen)) return chosen;
    throw new Error(`CHROMIUM_PATH is "${chosen}", which is no program. Correct it, or unset it to search the usual places.`);
  }
  const suffix = process.platform === "win32" ? ".exe" : "";
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...onPath, ...usualPlaces].find(isProgram) ?? (await playwrightsOwn());
}

/** @throws when there is none: a browser test that is left out would look like one that passed */
export async function requireChromium() {
  const found = await findChromium();
  if (found !== undefined) return found;
  throw new Error("No Chromium was found. Install Chromium, Chrome or Edge, or name one in CHROMIUM_PATH; `npm test` also tries to install one.");
}

/** Finds a Chromium that starts, or installs one: Playwright's download first, since it asks nothing of the system. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found !== undefined && starts(found)) return found;
  console.log("No Chromium found; asking Playwright to download one ...");
  run(process.execPath, [binaryOf("@playwright/test", "playwright"), "install", "chromium"]);
  const downloaded = await findChromium();
  if (downloaded !== undefined && starts(downloaded)) return downloaded;
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    console.log("That did not work; asking apt-get for one ...");
    if (run("apt-get", ["update"])) run("apt-get", ["install", "-y", "chromium"]);
  }
  return requireChromium();
}

/**
 * A download that lacks the system's libraries is there and does not start. Asked nowhere on Windows, where the question opens a window.
 *
 * @param {string} path
 */
function starts(path) {
  return process.platform === "win32" || spawnSync(path, ["--version"], { stdio: "ignore" }).status === 0;
}

/** @param {string} command @param {string[]} parameters */
function run(command, parameters) {
  return spawnSync(command, parameters, { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
}

async function playwrightsOwn() {
  const { chromium } = await import("@playwright/test");
  const path = chromium.executablePath();
  return isProgram(path) ? path : undefined;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
