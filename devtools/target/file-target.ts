import { createBus } from "eventdeck";
import { createLocalTarget } from "./local/local-target.ts";
import type { Target } from "./target.ts";

/**
 * A session file as a target: its events in a bus of their own, which nobody listens to.
 *
 * @param name of the file
 * @throws SessionFormatError with the line number
 */
export async function openSession(text: string, name: string): Promise<Target> {
  // As large as the file is: what somebody has opened is to be seen whole.
  const bus = createBus({ source: name, history: { maxEvents: Number.MAX_SAFE_INTEGER, maxBytes: Number.MAX_SAFE_INTEGER } });
  await bus.history.import([text]);
  const target = createLocalTarget(bus, { name, where: "file", place: name });
  return {
    ...target,
    close() {
      target.close();
      void bus.close({ drain: false });
    },
  };
}
