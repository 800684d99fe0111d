import { parentPort, workerData } from "node:worker_threads";
import { answer } from "./transport-sides.mjs";

if (parentPort === null) throw new Error("This runs as a worker.");
await answer(parentPort, workerData);
