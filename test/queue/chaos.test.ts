import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bundleChild } from "../bundled-child.mjs";
import { runChaos } from "./chaos-run.mjs";

test("processes that fail, hang and are killed lose nothing on LevelDB, and nothing acknowledged comes again", async () => {
  const folder = mkdtempSync(join(tmpdir(), "eventdeck-chaos-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const child = await bundleChild(new URL("./chaos-child.mjs", import.meta.url), join(folder, "child"));
  const { counts, wrong } = await runChaos({ child, folder, events: 2000, seed: 1 });
  expect(wrong).toEqual([]);
  expect(counts.published).toBe(2000);
  // Otherwise it proves less than it says.
  expect(counts["processes killed"]).toBeGreaterThan(5);
  expect(counts.redriven).toBeGreaterThan(10);
  expect(counts["redelivered after a crash"]).toBeGreaterThan(10);
}, 60_000);
