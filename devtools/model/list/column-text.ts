import { pathKeys, pathText } from "../value/path-text.ts";
import { payloadSize } from "../value/payload-size.ts";

/** What a column says about a payload: about how large it is in the column `size`, and what stands at a path of it in any other; empty where nothing does. */
export function columnText(payload: unknown, column: string): string {
  if (column === "size") return payloadSize(payload);
  const keys = pathKeys(column);
  return keys ? pathText(payload, keys) : "";
}
