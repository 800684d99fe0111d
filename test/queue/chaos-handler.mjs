import process from "node:process";
import { setImmediate as turn } from "node:timers/promises";
import { NonRetryableError } from "eventdeck/queue";
import { changed, cured, indexOf, plan, progress, tell } from "./chaos-life.mjs";
import { maxRetries } from "./chaos-plan.mjs";

/** @param {import("eventdeck/queue").Delivery} delivery @param {boolean} settles whether it settles by itself */
export async function handle(delivery, settles) {
  const index = indexOf(delivery.event.id);
  tell("handed", index, delivery.attempt);
  progress.handed++;
  changed();
  const temper = cured.has(index) ? "good" : plan.temper(index);
  if (temper === "poison") process.kill(process.pid, "SIGKILL");
  if (temper === "hanging" && delivery.attempt === 1) {
    tell("hangs", index);
    await new Promise(() => {});
  }
  if (plan.isSlow(index)) await turn();
  if (temper === "rejecting") return reject(delivery, index, settles);
  if (temper === "broken" || (temper === "flaky" && delivery.attempt <= 2)) return fail(delivery, index, settles);
  if (temper === "forgetful" && settles && delivery.attempt === 1) return forget(delivery, index);
  tell("settles", index, settles ? "ack" : "return");
  if (!settles) return;
  await delivery.ack();
  tell("acked", index);
  changed();
}
/** @param {import("eventdeck/queue").Delivery} delivery @param {number} index @param {boolean} settles */
async function reject(delivery, index, settles) {
  tell("settles", index, "dead");
  const error = new NonRetryableError("rejected");
  if (!settles) throw error;
  await delivery.deadLetter(error);
}
/** @param {import("eventdeck/queue").Delivery} delivery @param {number} index @param {boolean} settles */
async function fail(delivery, index, settles) {
  tell("settles", index, delivery.attempt > maxRetries ? "dead" : "retry");
  const error = new Error("failed");
  if (!settles) throw error;
  await delivery.retry({ reason: error });
}
/** Left to its visibility timeout, after which it is somebody else's. @param {import("eventdeck/queue").Delivery} delivery @param {number} index */
function forget(delivery, index) {
  tell("forgets", index);
  delivery.signal.addEventListener("abort", () => {
    delivery.ack().then(
      () => tell("wrong", index, "was settled after it was lost"),
      () => {},
    );
  });
}
