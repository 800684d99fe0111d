import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/**
 * What a module measures in a process of its own, and sends when it is done.
 *
 * @param {URL} module
 * @param {{ argv?: readonly string[], execArgv?: readonly string[] }} [options]
 * @returns {Promise<any>}
 */
export async function measuredBy(module, { argv = [], execArgv = [] } = {}) {
  const child = fork(fileURLToPath(module), argv, { execArgv: [...execArgv] });
  const exited = once(child, "exit").then(([code]) => {
    throw new Error(`The process of ${module.pathname.split("/").at(-1)} ended with ${code}.`);
  });
  exited.catch(() => {});
  /** @type {any[]} */
  const [found] = await Promise.race([once(child, "message"), exited]);
  child.kill();
  return found;
}
