import { encodePayload } from "../../event/index.ts";
import { toText } from "../to-text.ts";

/** @throws Error that shows both, unless they are written alike */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
  if (JSON.stringify(encodePayload(actual)) !== JSON.stringify(encodePayload(expected)))
    throw new Error(`${what}: expected ${toText(expected)}, and ${toText(actual)} came.`);
}

/** What a promise rejects with. @throws Error when it does not */
export async function failureOf(what: string, promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ("error" in outcome) return outcome.error;
  throw new Error(`${what}: expected a rejection, and ${toText(outcome.value)} came.`);
}
