import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { levelStore } from "eventdeck/store/level";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleChild } from "../bundled-child.mjs";
import { all } from "../contract/stored-events.ts";
import * as fc from "../fast-check.ts";
import { temporaryFolders } from "./temporary-folders.ts";

const folders = temporaryFolders();
let child: string;

beforeAll(async () => {
  child = await bundleChild(new URL("./appending-child.ts", import.meta.url), folders.make());
}, 60_000);

describe("a process that appends", () => {
  test("has lost nothing that was acknowledged when it is killed, wherever that is", async () => {
    const location = folders.make();
    let before = 0;
    // Some moments between the first acknowledgement and the three-hundredth; each child goes on where the one before was killed.
    for (const lines of fc.sample(fc.integer({ min: 1, max: 300 }), { numRuns: 6, seed: 20_261_121 })) {
      const acknowledged = await killAfter(lines, location);
      const sequences = await stored(location);
      expect(acknowledged).toBeGreaterThan(before);
      expect(sequences.length).toBeGreaterThanOrEqual(acknowledged);
      expect(sequences).toEqual(Array.from(sequences, (_, index) => index + 1));
      before = acknowledged;
    }
  }, 60_000);

  test("is refused what the disk has no room for, keeps all else, and goes on", async () => {
    const location = folders.make();
    // No file may grow beyond 512 blocks of at most 1,024 bytes: a write that crosses that fails half way, as on a full disk.
    const { lines, code } = await ended(spawn("sh", ["-c", 'ulimit -f 512; exec "$@"', "sh", process.execPath, child, location, "300", "2000"], inherit));
    expect(code).toBe(0);
    const refusals = lines.filter((line) => line.startsWith("ERR_"));
    expect(refusals.length).toBeGreaterThan(0);
    expect(new Set(refusals)).toEqual(new Set(["ERR_STORE_FULL"]));
    const acknowledged = Number(lines.findLast((line) => !line.startsWith("ERR_")));
    expect(acknowledged).toBeGreaterThan(500);
    expect(await stored(location)).toEqual(Array.from({ length: acknowledged }, (_, index) => index + 1));
  }, 60_000);
});

const inherit = { stdio: ["ignore", "pipe", "inherit"] as ["ignore", "pipe", "inherit"] };

/** Kills the child once it has printed so many lines; returns the last sequence that it printed. */
async function killAfter(count: number, location: string): Promise<number> {
  const running = spawn(process.execPath, [child, location, "1000000"], inherit);
  let acknowledged = 0;
  let seen = 0;
  for await (const line of createInterface({ input: running.stdout })) {
    acknowledged = Number(line);
    if (++seen === count) running.kill("SIGKILL");
  }
  expect(seen).toBeGreaterThanOrEqual(count);
  if (running.signalCode === null) await once(running, "exit");
  expect(running.signalCode).toBe("SIGKILL");
  return acknowledged;
}

async function ended(running: ReturnType<typeof spawn>): Promise<{ readonly lines: readonly string[]; readonly code: number | null }> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout! })) lines.push(line);
  if (running.exitCode === null && running.signalCode === null) await once(running, "exit");
  return { lines, code: running.exitCode };
}

/** What the payloads say that each record is, in the order of the log. */
async function stored(location: string): Promise<unknown[]> {
  const store = levelStore({ location });
  await store.open();
  const records = await all(store.read("log"));
  await store.close();
  expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
  return records.map(({ event }) => (event.payload as { sequence: number }).sequence);
}
