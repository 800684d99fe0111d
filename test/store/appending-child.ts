import { writeSync } from "node:fs";
import { BusError, fromCloudEvent } from "eventdeck";
import { levelStore } from "eventdeck/store/level";

// A process that appends until it is killed, or has appended so many batches: it prints each sequence once it is acknowledged, and the code of each refusal.
const [location = "", batches = "", payloadLength = "0"] = process.argv.slice(2);

const store = levelStore({ location });
await store.open();
let { last } = await store.append("log", []);
for (let batch = 0; batch < Number(batches); batch++) {
  const events = Array.from({ length: 1 + (batch % 5) }, (_, index) =>
    fromCloudEvent({
      specversion: "1.0",
      id: `e${last + 1 + index}`,
      source: "/child",
      type: "log.line",
      data: { sequence: last + 1 + index, text: "x".repeat(Number(payloadLength)) },
    }),
  );
  try {
    ({ last } = await store.append("log", events, { expectedSequence: last, sync: true }));
    writeSync(1, `${last}\n`);
  } catch (error) {
    if (!(error instanceof BusError)) throw error;
    writeSync(1, `${error.code}\n`);
  }
}
await store.close();
