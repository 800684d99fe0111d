import { formatBytes } from "./size-text.ts";
import { kindOf } from "./value-kind.ts";
import { membersOf } from "./value-members.ts";

/** As many as a row of the list has time for; what a larger payload has beyond them is not counted. */
const mostValues = 2_000;

const known = new WeakMap<object, string>();

/** About as many bytes as one value takes, what is inside of it left out. */
function bytesOfValue(value: unknown): number {
  if (typeof value === "string") return value.length + 4;
  return isBinary(value) ? value.byteLength : 12;
}

/** About how large a payload is, such as `64.5 kB`; `> 64.5 kB` when it has more than 2,000 values. Nothing for none. */
export function payloadSize(payload: unknown): string {
  if (payload === undefined) return "";
  if (typeof payload !== "object" || payload === null) return formatBytes(bytesOfValue(payload));
  const found = known.get(payload);
  if (found !== undefined) return found;
  const text = measured(payload);
  // What can still change is measured again.
  if (Object.isFrozen(payload)) known.set(payload, text);
  return text;
}

function measured(payload: object): string {
  const open: unknown[] = [payload];
  const seen = new Set<unknown>(open);
  let bytes = 0;
  let values = 1;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    bytes += bytesOfValue(value);
    if (isBinary(value)) continue;
    const members = membersOf(value, kindOf(value));
    for (let index = 0; index < members.count; index += 1) {
      if (values === mostValues) return `> ${formatBytes(bytes)}`;
      values += 1;
      const inner = members.at(index)?.value;
      if (typeof inner !== "object" || inner === null) bytes += bytesOfValue(inner);
      else if (!seen.has(inner)) {
        seen.add(inner);
        open.push(inner);
      }
    }
  }
  return formatBytes(bytes);
}

function isBinary(value: unknown): value is ArrayBufferView | ArrayBuffer {
  return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}
