import { SessionFormatError } from "./errors.ts";
import type { EventKind } from "./kind.ts";

/**
 * Lifts a payload of an older version to the definition's, one version at a time, by its `upcast` map.
 *
 * @param payload a copy of the caller's: a step may change it
 * @throws SessionFormatError when the version is newer than the definition's, or a step is missing or throws
 */
export function upcast(kind: EventKind, version: number, payload: unknown): unknown {
  const { type } = kind;
  if (version > kind.version) {
    throw new SessionFormatError(`"${type}" has version ${version}, and its definition here is version ${kind.version}: update what reads it.`);
  }
  let lifted = payload;
  for (let from = version; from < kind.version; from++) {
    const step = kind.upcast?.[from];
    if (!step) {
      throw new SessionFormatError(
        `"${type}" has version ${version}, and its definition has no upcast from ${from} to ${from + 1}: add upcast: { ${from}: … }.`,
      );
    }
    try {
      lifted = step(lifted);
    } catch (error) {
      throw new SessionFormatError(`"${type}" has version ${version}, and its upcast from ${from} threw ${String(error)}.`, undefined, { cause: error });
    }
  }
  return lifted;
}
