interface Open {
  readonly origin: object;
  /** What stands for it in the JSON: another object when it is a map, a set or an error. */
  readonly stand: object;
}

/**
 * A value as text for the clipboard: JSON, with the few things that JSON lacks written so that a reader sees what they were
 * (`"12n"`, `{"Map": […]}`, `"↻"` for a cycle).
 */
export function clipboardText(value: unknown): string {
  if (typeof value === "string") return value;
  const open: Open[] = [];
  const replace = function (this: unknown, _key: string, item: unknown): unknown {
    const stand = toJsonable(item);
    if (typeof stand !== "object" || stand === null || typeof item !== "object" || item === null) return stand;
    // `this` is the object that holds the item: whatever was opened after it has been left again.
    while (open.length > 0 && open.at(-1)?.stand !== this) open.pop();
    if (open.some(({ origin }) => origin === item)) return "↻";
    open.push({ origin: item, stand });
    return stand;
  };
  return JSON.stringify(value, replace, 2) ?? String(value);
}

function toJsonable(item: unknown): unknown {
  if (typeof item === "bigint") return `${item}n`;
  if (typeof item === "function" || typeof item === "symbol") return String(item);
  if (typeof item === "number" && !Number.isFinite(item)) return String(item);
  if (item instanceof Map) return { Map: [...item] };
  if (item instanceof Set) return { Set: [...item] };
  if (item instanceof Error) return { name: item.name, message: item.message, stack: item.stack };
  return item;
}
