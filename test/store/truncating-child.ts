import { writeSync } from "node:fs";
import { fromCloudEvent } from "eventdeck";
import { levelStore } from "eventdeck/store/level";

// A process that appends and truncates until it is killed, so much that LevelDB compacts meanwhile. It prints `last {sequence}` for each batch that is
// acknowledged, by the store and not yet by the disk, and `first {sequence}` before each truncation, which may have happened from then on.
const [location = ""] = process.argv.slice(2);
const perBatch = 100;
const kept = 300;
const text = "x".repeat(4000);

const store = levelStore({ location });
await store.open();
let { last } = await store.append("log", []);
for (;;) {
  const from = last + 1;
  const events = Array.from({ length: perBatch }, (_, index) =>
    fromCloudEvent({ specversion: "1.0", id: `e${from + index}`, source: "/child", type: "log.line", data: { sequence: from + index, text } }),
  );
  ({ last } = await store.append("log", events, { expectedSequence: last }));
  writeSync(1, `last ${last}\n`);
  const first = Math.max(1, last - kept + 1);
  writeSync(1, `first ${first}\n`);
  await store.truncate("log", { before: first });
}
