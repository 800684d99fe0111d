import { readFileSync, writeSync } from "node:fs";
import process from "node:process";
import { ChaosPlan } from "./chaos-plan.mjs";

/** @type {import("./chaos-ledger.mjs").Life} */
export const life = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
export const plan = new ChaosPlan(life.seed, life.events);
/** Those that are good from now on, since they are put back. */
export const cured = new Set(life.cured);
/** What this process has come to. `unresolved`: publishes on their way; `leaving`: it is closing; `published`: all is. */
export const progress = { deaths: 0, handed: 0, unresolved: 0, leaving: false, published: false };

/** Nobody wakes who waits for it. */
const moment = new Int32Array(new SharedArrayBuffer(4));
/** @type {(() => void)[]} */
const waiting = [];

/**
 * Prints a line, which is out of this process's hands when this returns: what it is about to do before it does it, what the queue has promised after that resolved. A line is
 * written at once, so that it is there whole or not at all.
 *
 * @param {import("./chaos-ledger.mjs").Word} word @param {number} [index] @param {...(string | number)} details
 */
export function tell(word, index = 0, ...details) {
  const line = `${[word, index, ...details].join(" ")}\n`;
  while (!isWritten(line)) Atomics.wait(moment, 0, 0, 1);
}
/** `false` when the pipe is full, because the parent is behind. @param {string} line */
function isWritten(line) {
  try {
    writeSync(1, line);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EAGAIN") return false;
    throw error;
  }
}
/** @param {string} id */
export function indexOf(id) {
  return Number(id.slice(1));
}

/** Resolves when something has been stored, handed out or settled. @returns {Promise<void>} */
export function change() {
  return new Promise((resolve) => void waiting.push(resolve));
}
export function changed() {
  for (const resolve of waiting.splice(0)) resolve();
}
