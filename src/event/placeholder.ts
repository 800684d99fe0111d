/** The member that stands where a value could not be carried: `{ "$unserializable": "function onDone" }`. */
export const placeholderKey = "$unserializable";

/** What is written in place of a value that no text can carry. */
export function placeholder(what: string): Readonly<Record<string, string>> {
  return { [placeholderKey]: what };
}
