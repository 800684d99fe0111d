import type { Backend, Row, RowRange, Write } from "./backend.ts";
import { readRows, settled, transact } from "./indexed-db.ts";
import { StoreClosedError } from "./errors.ts";
import { explainLevelError } from "./level-errors.ts";
import { rangeBehind } from "./row-range.ts";

/** Rows read at a time. */
const pageRows = 500;

/** Texts in one object store of IndexedDB, which the tabs and workers of an origin share. */
export class IndexedDbBackend implements Backend {
  readonly name: string;
  readonly durable = true;
  readonly #database: string;
  #connection: IDBDatabase | undefined;

  constructor(name: string, database: string) {
    this.name = name;
    this.#database = database;
  }

  async open(): Promise<void> {
    this.#connection = await this.#attempt(() => connect(this.#database));
  }
  async close(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
  }
  async get(key: string): Promise<string | undefined> {
    const [row] = await this.#read({ from: key, to: `${key}\0`, limit: 1, reverse: false });
    return row?.[1];
  }
  async *pages(range: RowRange): AsyncGenerator<readonly Row[], void, undefined> {
    for (let left = range; left.limit > 0;) {
      const rows = await this.#read({ ...left, limit: Math.min(pageRows, left.limit) });
      if (rows.length === 0) return;
      yield rows;
      left = rangeBehind(left, rows.at(-1)![0], rows.length);
    }
  }
  commit(keys: readonly string[], decide: (texts: readonly (string | undefined)[]) => readonly Write[], sync: boolean): Promise<void> {
    return this.#attempt(() => transact(this.#open(), rowsName, keys, decide, sync));
  }
  async room(): Promise<{ readonly usedBytes: number; readonly quotaBytes: number } | undefined> {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || quota === undefined ? undefined : { usedBytes: usage, quotaBytes: quota };
  }

  #read(range: RowRange): Promise<readonly Row[]> {
    return this.#attempt(() => readRows(this.#open(), rowsName, range));
  }
  #open(): IDBDatabase {
    if (this.#connection) return this.#connection;
    throw new StoreClosedError(`${this.name} was closed: open it again, or do this before closing it.`);
  }
  async #attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw explainLevelError(this.name, error);
    }
  }
}

/** The one object store of a database. */
const rowsName = "rows";

function connect(database: string): Promise<IDBDatabase> {
  const request = indexedDB.open(database, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore(rowsName);
  });
  return settled(request);
}
