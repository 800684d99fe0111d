import { answer, drive } from "./transport-sides.mjs";

export { answer };

/** @type {Map<string, { driven: import("./transport-sides.mjs").Side, end(): void }>} */
const opened = new Map();

/** @param {string} side */
export async function open(side) {
  const code = `import { answer } from "${location.origin}/page.js"; await answer(self, ${JSON.stringify(side)}); self.postMessage("ready");`;
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  await new Promise((resolve) => worker.addEventListener("message", resolve, { once: true }));
  const end = () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  opened.set(side, { driven: await drive(worker, side), end });
}
/** @param {string} side @param {number} events */
export function throughput(side, events) {
  return of(side).driven.throughput(events);
}
/** @param {string} side @param {number} pings */
export function latency(side, pings) {
  return of(side).driven.latency(pings);
}
/** @param {string} side */
export async function close(side) {
  const { driven, end } = of(side);
  await driven.close();
  end();
}

/** @param {string} side */
function of(side) {
  const found = opened.get(side);
  if (found === undefined) throw new Error(`${side} is not open.`);
  return found;
}
