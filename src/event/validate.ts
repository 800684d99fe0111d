import type { StandardSchemaV1 } from "@standard-schema/spec";
import { checksNothing } from "./definition.ts";
import { EventValidationError } from "./errors.ts";

/**
 * What a schema makes of a value.
 *
 * @throws EventValidationError when the schema refuses the value, throws, or is asynchronous
 */
export function validate(schema: StandardSchemaV1, type: string, value: unknown): unknown {
  if (checksNothing(schema)) return value;
  let result: StandardSchemaV1.Result<unknown> | Promise<StandardSchemaV1.Result<unknown>>;
  try {
    result = schema["~standard"].validate(value);
  } catch (error) {
    const failure = new EventValidationError(type, [{ message: `its schema threw ${String(error)}` }]);
    failure.cause = error;
    throw failure;
  }
  if (typeof result !== "object" || result === null)
    throw new EventValidationError(type, [{ message: `its schema returned ${String(result)} instead of a result` }]);
  if ("then" in result) {
    // Its rejection would otherwise surface as unhandled, after the clear error below.
    result.then(undefined, () => {});
    const message = `The schema of "${type}" is asynchronous, and publishing is not: await such checks first and emit their result.`;
    throw new EventValidationError(type, [{ message }], message);
  }
  if (result.issues) throw new EventValidationError(type, result.issues);
  return result.value;
}
