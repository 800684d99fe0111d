import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { ChaosLedger } from "./chaos-ledger.mjs";
import { ChaosPlan } from "./chaos-plan.mjs";

/** Processes that a run may take; more, and it is not getting on. */
const mostAnyway = 60;
const mostPerThousand = 5;

/**
 * Publishes and consumes so many events on LevelDB, in one process after another that is killed, until nothing is left to be done.
 *
 * @param {{ child: string, folder: string, events: number, seed: number }} options `child`: the file of the process; `folder`: an empty one, for the database
 * @returns {Promise<ChaosLedger>}
 */
export async function runChaos({ child, folder, events, seed }) {
  const plan = new ChaosPlan(seed, events);
  const ledger = new ChaosLedger(plan);
  const file = join(folder, "life.json");
  const most = mostAnyway + (mostPerThousand * events) / 1000;
  for (let life = 0; life < most; life++) {
    const { killAfter, peaceAfter } = plan.end(life);
    writeFileSync(file, JSON.stringify({ seed, events, location: join(folder, "queue"), ...ledger.state, peaceAfter }));
    const last = await live(child, file, killAfter, ledger);
    if (last === "end") {
      ledger.close();
      return ledger;
    }
  }
  throw new Error(`After ${most} processes there is still something to be done.`);
}

/**
 * One process, until it ends or is killed: when so many lines of it have been read, or a handler of it hangs.
 *
 * @param {string} child @param {string} file @param {number} killAfter @param {ChaosLedger} ledger
 */
async function live(child, file, killAfter, ledger) {
  const running = spawn(process.execPath, [child, file], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(running, "exit");
  let lines = 0;
  let last = "";
  for await (const line of createInterface({ input: running.stdout })) {
    const [word = "", index, ...details] = line.split(" ");
    last = word;
    if (word === "hangs" || ++lines === killAfter) running.kill("SIGKILL");
    if (word !== "peace" && word !== "end") ledger.said(/** @type {import("./chaos-ledger.mjs").Word} */ (word), Number(index), details);
  }
  await exited;
  const { exitCode: code, signalCode: signal } = running;
  if (signal !== "SIGKILL" && code !== 0) throw new Error(`A process ended with ${signal ?? code}.`);
  ledger.processEnded(last === "peace" || last === "end" ? "closed" : "killed");
  return last;
}
