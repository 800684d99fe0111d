import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueueStore } from "eventdeck/queue";
import { memoryStore } from "eventdeck/store";
import { levelStore } from "eventdeck/store/level";
import { onTestFinished } from "vitest";
import { watched } from "./disk-clock.ts";

/** What a queue can keep its events in; each behaviour holds for all. A fresh one for each call. */
export const stores: readonly (readonly [name: string, make: () => QueueStore | undefined])[] = [
  ["the bus's own memory", () => undefined],
  ["a memory store", () => memoryStore()],
  ["LevelDB", onDisk],
];

function onDisk(): QueueStore {
  const folder = mkdtempSync(join(tmpdir(), "eventdeck-queue-"));
  const store = levelStore({ location: join(folder, "queue") });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return watched(store);
}
