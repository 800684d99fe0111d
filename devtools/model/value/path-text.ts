import { isMap } from "./brands.ts";
import { dataOf, isObject } from "./own-data.ts";
import { valueText } from "./value-text.ts";

const longest = 120;
const segment = /\."((?:[^"\\]|\\[^])*)"|\.([^.[\]"]+)|\[(\d+)\]/gy;

/** The keys that a path of the filter language names, such as `payload.items[0].sku`; `undefined` when it is none. */
export function pathKeys(path: string): readonly string[] | undefined {
  if (!path.startsWith("payload")) return undefined;
  const keys: string[] = [];
  segment.lastIndex = "payload".length;
  while (segment.lastIndex < path.length) {
    const [whole, quoted, plain, index] = segment.exec(path) ?? [];
    if (whole === undefined) return undefined;
    keys.push(quoted?.replace(/\\(["\\])/g, "$1") ?? plain ?? index ?? "");
  }
  return keys;
}

/** What stands at a path in a payload; `undefined` where it leads nowhere. Runs no getter. */
export function valueAt(payload: unknown, keys: readonly string[]): unknown {
  let value = payload;
  for (const key of keys) {
    if (!isObject(value)) return undefined;
    value = isMap(value) ? mapValue(value, key) : dataOf(value, key);
  }
  return value;
}

/** The same as a short text: strings as they are, everything else as it would be written; empty where the path leads nowhere. */
export function pathText(payload: unknown, keys: readonly string[]): string {
  const value = valueAt(payload, keys);
  if (value === undefined) return "";
  return typeof value === "string" ? valueText(value, longest).slice(1, -1) : valueText(value, longest);
}

function mapValue(map: Map<unknown, unknown>, key: string): unknown {
  const get = Map.prototype.get.bind(map);
  return get(key) ?? get(Number(key));
}
