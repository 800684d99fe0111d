const maxNameLength = 100;

/**
 * A name from elsewhere as words of an event type: `cart/itemAdded` is `cart.itemAdded`. The payload keeps the name as it was.
 *
 * Types are counted one by one, so that what makes a name long, an id or a URL, is cut off.
 */
export function toWords(name: string): string {
  const words = name.split(/[^A-Za-z0-9_-]+/).filter((word) => word !== "");
  const text = words.join(".").slice(0, maxNameLength);
  return text.replace(/\.$/, "") || "unnamed";
}

/** The text of whatever an emitter takes for a name. */
export function nameOf(type: unknown): string {
  if (typeof type === "string") return type;
  if (typeof type === "symbol") return type.description ?? "";
  // eventemitter2 takes the words of a name one by one.
  if (Array.isArray(type)) return type.map((word) => (Array.isArray(word) ? "" : nameOf(word))).join(".");
  return typeof type === "number" || typeof type === "bigint" || typeof type === "boolean" ? String(type) : "";
}
