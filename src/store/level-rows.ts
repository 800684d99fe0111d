import type { Row, RowRange } from "./backend.ts";
import type { LevelDatabase } from "./level-database.ts";
import { rangeBehind } from "./row-range.ts";

/** Rows read at a time. */
const pageRows = 1000;

/**
 * The rows of a range, from the database of the moment: when that is exchanged for another while they are read, they go on there behind the last one.
 *
 * @param database resolves with the open one
 */
export async function* levelPages(database: () => Promise<LevelDatabase>, range: RowRange): AsyncGenerator<readonly Row[], void, undefined> {
  let left = range;
  for (;;) {
    const current = await database();
    const iterator = current.iterator({ gte: left.from, lt: left.to, reverse: left.reverse, limit: left.limit });
    try {
      for (;;) {
        const rows = await iterator.nextv(pageRows);
        if (rows.length === 0) return;
        yield rows;
        left = rangeBehind(left, rows.at(-1)![0], rows.length);
      }
    } catch (error) {
      if ((await database()) === current) throw error;
    } finally {
      await iterator.close();
    }
  }
}
