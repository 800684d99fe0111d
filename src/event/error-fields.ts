const hidden = ["name", "message", "stack", "cause", "errors"];

const noFields: Readonly<Record<string, unknown>> = {};

/** What says what an error is, most of which is not enumerable; then what the application added. */
export function errorKeys(error: object): string[] {
  return [...new Set([...hidden.filter((key) => key in error), ...Object.keys(error)])];
}

/** An error of these members, still without values; what is hidden in an error is hidden here. */
export function blankError(keys: readonly string[]): Error & Record<string, unknown> {
  const error = Object.assign(new Error(), noFields);
  // Its own stack would tell of this function, when the error to copy has none.
  for (const key of hidden)
    if (key === "stack" || keys.includes(key)) Object.defineProperty(error, key, { value: undefined, writable: true, configurable: true });
  return error;
}

/** How devalue writes an error: as the plain object of its members. */
export function reduceError(value: unknown): unknown {
  return value instanceof Error && Object.fromEntries(errorKeys(value).map((key) => [key, Reflect.get(value, key)]));
}

/** And reads it. Always an `Error`, by the name that it had: a file does not choose constructors. */
export function reviveError(members: object): Error {
  const keys = Object.keys(members);
  const error = blankError(keys);
  for (const key of keys) error[key] = Reflect.get(members, key);
  return error;
}
