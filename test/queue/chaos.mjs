import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { bundleChild } from "../bundled-child.mjs";
import { runChaos } from "./chaos-run.mjs";

// node test/queue/chaos.mjs --events 100000 --seed 1: a queue on LevelDB whose processes are killed, and the ledger of what became of every event.

const { values } = parseArgs({ options: { events: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } } });
const [events, seed] = [Number(values.events), Number(values.seed)];
if (!Number.isSafeInteger(events) || events < 1 || !Number.isSafeInteger(seed))
  throw new RangeError("--events is a count of at least 1, and --seed an integer.");

const root = mkdtempSync(join(tmpdir(), "eventdeck-chaos-"));
const startedAt = performance.now();
try {
  const folder = join(root, "run");
  mkdirSync(folder);
  const child = await bundleChild(new URL("./chaos-child.mjs", import.meta.url), join(root, "child"));
  const { counts, wrong } = await runChaos({ child, folder, events, seed });
  console.log(`${events} events, seed ${seed}, ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  for (const [what, count] of Object.entries(counts)) console.log(`${String(count).padStart(8)}  ${what}`);
  for (const message of wrong) console.error(`wrong: event ${message}`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
