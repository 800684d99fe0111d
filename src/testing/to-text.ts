const maxLength = 160;

/** A value in one line, for people: values that JSON has no form for are named, and what is long is cut. */
export function toText(value: unknown): string {
  if (value === undefined) return "undefined";
  const text = attempt(value);
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}

function attempt(value: unknown): string {
  try {
    return JSON.stringify(value, (_, part: unknown) => nameOf(part)) ?? String(value);
  } catch (error) {
    return `(not printable: ${String(error)})`;
  }
}

function nameOf(value: unknown): unknown {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  if (value instanceof Map) return { Map: [...value] };
  if (value instanceof Set) return { Set: [...value] };
  // What `expect.any(String)` calls itself.
  if (typeof value === "object" && value !== null && "toAsymmetricMatcher" in value && typeof value.toAsymmetricMatcher === "function")
    return String(value.toAsymmetricMatcher());
  return value;
}
