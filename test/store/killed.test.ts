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
let truncatingChild: string;

beforeAll(async () => {
  child = await bundleChild(new URL("./appending-child.ts", import.meta.url), folders.make());
  truncatingChild = await bundleChild(new URL("./truncating-child.ts", import.meta.url), folders.make());
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

describe("a process that truncates", () => {
  test("has lost nothing that was to stay when it is killed in the middle, and the next truncation gives back what it left", async () => {
    const location = folders.make();
    for (const lines of fc.sample(fc.integer({ min: 5, max: 120 }), { numRuns: 6, seed: 20_261_121 })) {
      const { last, first } = await killTruncating(lines, location);
      const store = levelStore({ location });
      await store.open();
      const [ends] = await all(store.streams());
      const sequences = (await all(store.read("log"))).map(({ sequence, event }) => [sequence, (event.payload as { sequence: number }).sequence]);
      expect(ends!.last).toBeGreaterThanOrEqual(last);
      expect(ends!.first).toBeLessThanOrEqual(first);
      expect(sequences).toEqual(Array.from({ length: ends!.last - ends!.first + 1 }, (_, index) => [ends!.first + index, ends!.first + index]));
      await store.truncate("log", { before: ends!.last });
      const [one] = await all(store.streams());
      expect(one).toMatchObject({ first: ends!.last, last: ends!.last });
      // One event is left, of somewhat more than its text.
      expect(one!.bytes).toBeGreaterThan(4000);
      expect(one!.bytes).toBeLessThan(5000);
      await store.close();
    }
  }, 60_000);
});

test("a store that another process has open is refused by name, and free once that process is killed", async () => {
  const location = folders.make();
  const running = spawn(process.execPath, [child, location, "1000000"], inherit);
  const exited = once(running, "exit");
  await once(createInterface({ input: running.stdout }), "line");
  const store = levelStore({ location });
  await expect(store.open()).rejects.toMatchObject({ code: "ERR_STORE_LOCKED", message: expect.stringContaining("is open elsewhere") });
  expect(await store.health()).toMatchObject({ status: "unhealthy" });
  running.kill("SIGKILL");
  await exited;
  await store.open();
  expect((await all(store.read("log", { limit: 1 })))[0]?.sequence).toBe(1);
  await store.close();
}, 60_000);

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

/** Kills the child once it has printed so many lines; returns what it printed last of each kind. */
async function killTruncating(count: number, location: string): Promise<{ readonly last: number; readonly first: number }> {
  const running = spawn(process.execPath, [truncatingChild, location], inherit);
  const exited = once(running, "exit");
  const said = { last: 0, first: 1 };
  let seen = 0;
  for await (const line of createInterface({ input: running.stdout })) {
    const [what, sequence] = line.split(" ");
    said[what === "last" ? "last" : "first"] = Number(sequence);
    if (++seen === count) running.kill("SIGKILL");
  }
  await exited;
  expect(running.signalCode).toBe("SIGKILL");
  return said;
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
