/** A map, or an object by its own keys. */
export interface KeyedMembers {
  readonly keys: readonly unknown[];
  has(key: unknown): boolean;
  get(key: unknown): unknown;
  /** The container keeps such keys in an order of its own, whenever they were added. */
  sorts(key: unknown): boolean;
}

export function mapMembers(map: ReadonlyMap<unknown, unknown>): KeyedMembers {
  return { keys: [...map.keys()], has: (key) => map.has(key), get: (key) => map.get(key), sorts: () => false };
}

export function recordMembers(record: Readonly<Record<string, unknown>>): RecordMembers {
  return { record, keys: Object.keys(record), has: (key) => Object.hasOwn(record, String(key)), get: (key) => record[String(key)], sorts: isIndex };
}
interface RecordMembers extends KeyedMembers {
  readonly record: Readonly<Record<string, unknown>>;
  readonly keys: readonly string[];
}
/** Keys that look like an array's indexes stand first and in their numerical order. */
function isIndex(key: unknown): boolean {
  return /^(?:0|[1-9]\d{0,9})$/.test(String(key)) && Number(key) < 2 ** 32 - 1;
}

export interface ChangedKeys {
  readonly removed: readonly unknown[];
  readonly changed: readonly unknown[];
  readonly added: readonly unknown[];
}

/** The same for two objects: most changes leave their keys alone, and asking thousands of them takes as long as all the rest. */
export function keysOfRecords(before: RecordMembers, after: RecordMembers): ChangedKeys | undefined {
  const { keys } = after;
  if (keys.length !== before.keys.length) return keysOf(before, after);
  const changed: string[] = [];
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    if (key !== before.keys[index]) return keysOf(before, after);
    if (!Object.is(before.record[key], after.record[key])) changed.push(key);
  }
  return { removed: [], changed, added: [] };
}

/** What has become of the keys: those that are gone, have another value, or were added behind the others. `undefined` when their order has changed. */
export function keysOf(before: KeyedMembers, after: KeyedMembers): ChangedKeys | undefined {
  const changed: unknown[] = [];
  const added: unknown[] = [];
  let found = 0;
  let extended = false;
  for (const key of after.keys) {
    // Mostly it stands where it stood.
    if (!Object.is(before.keys[found], key)) {
      if (!before.has(key)) {
        added.push(key);
        extended ||= !after.sorts(key);
        continue;
      }
      while (found < before.keys.length && !after.has(before.keys[found])) found++;
      if (!Object.is(before.keys[found], key)) return undefined;
    }
    if (extended && !after.sorts(key)) return undefined;
    found++;
    if (!Object.is(before.get(key), after.get(key))) changed.push(key);
  }
  const kept = after.keys.length - added.length;
  return { removed: kept === before.keys.length ? [] : before.keys.filter((key) => !after.has(key)), changed, added };
}
