import type { Delivery } from "eventdeck/queue";

interface Row {
  readonly id: string;
  readonly key: string | undefined;
  /** Its publisher was told that it is stored, or that it is not. */
  stored: boolean | undefined;
  acknowledged: boolean;
  /** It may have left the queue: an acknowledgement or a death was on its way. */
  mayHaveLeft: boolean;
  /** Bounds of how many attempts the store has counted. */
  least: number;
  most: number;
}

/** What is known from outside of every event, and what must therefore never be seen. */
export class Ledger {
  readonly rows: Row[] = [];
  readonly wrong: string[] = [];
  readonly maxRetries: number;

  constructor(maxRetries: number) {
    this.maxRetries = maxRetries;
  }

  published(id: string, key: string | undefined): Row {
    const row: Row = { id, key, stored: undefined, acknowledged: false, mayHaveLeft: false, least: 0, most: 0 };
    this.rows.push(row);
    return row;
  }
  handed({ event: { id }, attempt }: Delivery): Row {
    const index = this.rows.findIndex((row) => row.id === id);
    const row = this.rows[index]!;
    if (row.stored === false) this.wrong.push(`${id} was refused, and handed out`);
    if (row.acknowledged) this.wrong.push(`${id} was acknowledged, and handed out again`);
    if (attempt <= row.least || attempt > row.most + 1) this.wrong.push(`${id} has attempt ${attempt}, not ${row.least + 1} to ${row.most + 1}`);
    if (attempt > this.maxRetries + 1) this.wrong.push(`${id} has attempt ${attempt} of ${this.maxRetries + 1}`);
    for (const earlier of this.rows.slice(0, index))
      if (row.key !== undefined && earlier.key === row.key && earlier.stored && !earlier.mayHaveLeft) this.wrong.push(`${id} overtook ${earlier.id}`);
    row.least = row.most = attempt;
    return row;
  }
  /** A context has ended: what was being counted may have been. */
  ended(): void {
    for (const row of this.rows) {
      if (row.stored === undefined) continue;
      row.most++;
      if (row.most > this.maxRetries) row.mayHaveLeft = true;
    }
  }
  /** Given back uncounted. */
  released(ids: readonly string[]): void {
    for (const row of this.rows) if (ids.includes(row.id)) row.least--;
  }
  /** A context has ended in peace: what it knew is what is stored. */
  settled(): void {
    for (const row of this.rows) row.most = row.least;
  }
  /** Every event that was stored is acknowledged, or dead, and not both; nothing else is. */
  close(dead: readonly string[]): void {
    if (new Set(dead).size < dead.length) this.wrong.push(`some died twice: ${dead.join()}`);
    for (const { id, stored, acknowledged, mayHaveLeft } of this.rows) {
      if (stored && !mayHaveLeft) this.wrong.push(`${id} was lost`);
      if (stored === false && dead.includes(id)) this.wrong.push(`${id} was refused, and died`);
      if (acknowledged && dead.includes(id)) this.wrong.push(`${id} was acknowledged, and died`);
    }
  }
}
