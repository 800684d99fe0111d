import { sealedBytes } from "../event/index.ts";
import type { Entry, MessageRecord } from "./entry.ts";

/** Most records, and the most bytes that the event of one may have. */
const maxRecords = 1024;
const maxBytes = 4096;

/**
 * Records as the store has them, or is about to, kept until somebody asks for the first time: an event that is handed out soon, as most are, need not be read
 * back from the disk. Beyond the bounds they are.
 */
export class FreshRecords {
  readonly #records = new Map<Entry, MessageRecord>();

  keep(entry: Entry, record: MessageRecord, event: object): void {
    if (this.#records.size < maxRecords && sealedBytes(event) <= maxBytes) this.#records.set(entry, record);
  }
  take(entry: Entry): MessageRecord | undefined {
    const record = this.#records.get(entry);
    if (record) this.#records.delete(entry);
    return record;
  }
}
