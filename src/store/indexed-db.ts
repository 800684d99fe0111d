import type { Row, RowRange, Write } from "./backend.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What a request comes to. */
export function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB gave no reason")));
  });
}

/** Up to `limit` rows of a range. Keys are bytes, since IndexedDB would order strings by their UTF-16 units. */
export async function readRows(connection: IDBDatabase, objectStore: string, { from, to, limit, reverse }: RowRange): Promise<readonly Row[]> {
  const store = connection.transaction(objectStore, "readonly").objectStore(objectStore);
  const range = IDBKeyRange.bound(encoder.encode(from), encoder.encode(to), false, true);
  if (reverse) return readDown(store.openCursor(range, "prev"), limit);
  const [keys, texts] = await Promise.all([settled(store.getAllKeys(range, limit)), settled(store.getAll(range, limit))]);
  return keys.map((key, index) => toRow(key, texts[index]));
}

/** `getAll` knows one direction only. */
function readDown(request: IDBRequest<IDBCursorWithValue | null>, limit: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  return new Promise((resolve, reject) => {
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB gave no reason")));
    request.addEventListener("success", () => {
      const cursor = request.result;
      if (cursor) rows.push(toRow(cursor.key, cursor.value));
      if (cursor && rows.length < limit) cursor.continue();
      else resolve(rows);
    });
  });
}

/** One transaction that reads, decides and writes. All of it happens in callbacks of its own requests, since it commits as soon as it has none. */
export function transact(
  connection: IDBDatabase,
  objectStore: string,
  keys: readonly string[],
  decide: (texts: readonly (string | undefined)[]) => readonly Write[],
  sync: boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = connection.transaction(objectStore, "readwrite", { durability: sync ? "strict" : "relaxed" });
    const store = transaction.objectStore(objectStore);
    let refusal: unknown;
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", () => reject(transaction.error ?? refusal));
    const write = (reads: readonly IDBRequest[]): void => {
      try {
        for (const [key, text] of decide(reads.map(({ result }) => toText(result)))) {
          if (text === undefined) store.delete(encoder.encode(key));
          else store.put(text, encoder.encode(key));
        }
        transaction.commit();
      } catch (error) {
        refusal = error;
        abort(transaction);
      }
    };
    const reads = keys.map((key) => store.get(encoder.encode(key)));
    // Requests of a transaction are answered in the order in which they were made.
    if (reads.length > 0) reads.at(-1)!.addEventListener("success", () => write(reads));
    else write(reads);
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // The browser was first, for a reason of its own, which is the transaction's error.
  }
}

function toRow(key: IDBValidKey, text: unknown): Row {
  if (!(key instanceof ArrayBuffer)) throw new TypeError("a row's key is no bytes");
  return [decoder.decode(key), toText(text) ?? ""];
}
function toText(stored: unknown): string | undefined {
  if (stored === undefined || typeof stored === "string") return stored;
  throw new TypeError(`a row holds ${Object.prototype.toString.call(stored)} and no text`);
}
