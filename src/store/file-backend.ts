import type { Backend, Row, RowRange, Write } from "./backend.ts";
import type { LevelDatabase, LevelOperation } from "./level-database.ts";
import { explainLevelError } from "./level-errors.ts";
import { levelPages } from "./level-rows.ts";

/** Rows, and characters of each, that are remembered from one commit to the next; past that they are read again. */
const mostRemembered = { rows: 1000, characters: 1000 };

/** Texts in the files of LevelDB, which belong to one process at a time. */
export class FileBackend implements Backend {
  readonly name: string;
  readonly durable = true;
  readonly #create: () => LevelDatabase;
  #database: Promise<LevelDatabase> | undefined;
  /** The commit that comes last of those begun: nobody else writes, so that one after another is all it takes to be atomic. */
  #turn: Promise<void> = Promise.resolve();
  /** What commits asked for and then wrote, such as where a stream ends: nobody else writes, so that the next commit need not read it. */
  readonly #remembered = new Map<string, string>();

  /** @param create makes the database of these files, not open yet; a new one each time */
  constructor(name: string, create: () => LevelDatabase) {
    this.name = name;
    this.#create = create;
  }

  async open(): Promise<void> {
    await this.#begin();
  }
  async close(): Promise<void> {
    const database = await this.#database?.catch(() => undefined);
    this.#database = undefined;
    this.#remembered.clear();
    await database?.close();
  }
  async get(key: string): Promise<string | undefined> {
    return this.#attempt(async () => (await this.#ready()).get(key));
  }
  async *pages(range: RowRange): AsyncGenerator<readonly Row[], void, undefined> {
    try {
      yield* levelPages(() => this.#ready(), range);
    } catch (error) {
      throw explainLevelError(this.name, error);
    }
  }
  commit(keys: readonly string[], decide: (texts: readonly (string | undefined)[]) => readonly Write[], sync: boolean): Promise<void> {
    const commit = this.#turn.then(() => this.#attempt(() => this.#commit(keys, decide, sync)));
    this.#turn = commit.catch(() => {});
    return commit;
  }

  async #commit(keys: readonly string[], decide: (texts: readonly (string | undefined)[]) => readonly Write[], sync: boolean): Promise<void> {
    const database = await this.#ready();
    const writes = decide(await this.#texts(database, keys));
    if (writes.length === 0) return;
    try {
      await database.batch(writes.map(toOperation), { sync });
    } catch (error) {
      this.#remembered.clear();
      await this.#recover(database, error, writes);
    }
    this.#remember(keys, writes);
  }
  #texts(database: LevelDatabase, keys: readonly string[]): Promise<(string | undefined)[]> | (string | undefined)[] {
    if (keys.every((key) => this.#remembered.has(key))) return keys.map((key) => this.#remembered.get(key));
    return database.getMany([...keys]);
  }
  #remember(keys: readonly string[], writes: readonly Write[]): void {
    const asked = new Set(keys);
    for (const [key, text] of writes) {
      if (!asked.has(key) && !this.#remembered.has(key)) continue;
      this.#remembered.delete(key);
      if (text !== undefined && text.length <= mostRemembered.characters) this.#remembered.set(key, text);
    }
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= mostRemembered.rows) break;
      this.#remembered.delete(oldest);
    }
  }

  /**
   * After a write that failed, the end of LevelDB's log is in doubt: what is appended to it may be lost when it is read again. Opening the files anew reads the
   * log up to where it is whole and begins another. That also tells what became of the write.
   */
  async #recover(failed: LevelDatabase, error: unknown, writes: readonly Write[]): Promise<void> {
    await failed.close();
    const database = await this.#begin().catch(() => undefined);
    if (!database || !(await holds(database, writes))) throw error;
  }

  /** The open database; where the last attempt to open it again failed, of another. */
  #ready(): Promise<LevelDatabase> {
    return this.#database!.catch(() => this.#begin());
  }
  #begin(): Promise<LevelDatabase> {
    const opening = this.#openNew();
    // Whoever asks for it next hears of a failure.
    opening.catch(() => {});
    return (this.#database = opening);
  }
  async #openNew(): Promise<LevelDatabase> {
    const database = this.#create();
    try {
      await database.open();
      return database;
    } catch (error) {
      // It tries to open by itself, and must not hold the files for nobody.
      await database.close();
      throw explainLevelError(this.name, error);
    }
  }
  async #attempt<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw explainLevelError(this.name, error);
    }
  }
}

function toOperation([key, value]: Write): LevelOperation {
  return value === undefined ? { type: "del", key } : { type: "put", key, value };
}

/** Whether everything is as the writes leave it. */
async function holds(database: LevelDatabase, writes: readonly Write[]): Promise<boolean> {
  const left = new Map(writes);
  const texts = await database.getMany([...left.keys()]);
  return [...left.values()].every((text, index) => text === texts[index]);
}
