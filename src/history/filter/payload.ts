/** Whether properties can be read off a value. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Whether a value is there and has a text of its own: neither `undefined`, nor an object or a function. */
export function isPrimitive(value: unknown): boolean {
  return value === null || (value !== undefined && typeof value !== "object" && typeof value !== "function");
}

/** What a value is in JSON, for those that say so themselves, as dates and URLs do. Not for views on bytes: Node's Buffer would copy them all. */
export function toPlain(value: unknown): unknown {
  return isRecord(value) && typeof value.toJSON === "function" && !ArrayBuffer.isView(value) ? value.toJSON() : value;
}

/** What a path leads to by own properties, indexes and the keys of maps; `undefined` when it leads nowhere. */
export function readPath(payload: unknown, path: readonly string[]): unknown {
  let value = payload;
  for (const key of path) {
    if (!isRecord(value)) return undefined;
    if (value instanceof Map) value = value.get(key) ?? value.get(Number(key));
    else value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}
