import { Observable, Subject } from "rxjs";
import type { InspectRecord } from "./watching.ts";

/** The stream of what a bus does. Nobody makes a record unless `watched`. */
export class Inspector {
  readonly records$: Observable<InspectRecord>;
  readonly failures$: Observable<InspectRecord>;
  readonly #records = new Subject<InspectRecord>();
  readonly #failures = new Subject<InspectRecord>();

  /** Kept as a plain flag, since every delivery asks for it. */
  watched = false;
  /** The same for failures only, which costs what goes well nothing. */
  watchedForFailures = false;

  constructor() {
    const note = () => {
      this.watched = this.#records.observed;
      this.watchedForFailures = this.#failures.observed;
    };
    this.records$ = noted(this.#records, note);
    this.failures$ = noted(this.#failures, note);
  }
  add(record: InspectRecord): void {
    this.#records.next(record);
    if (record.kind === "failed") this.#failures.next(record);
  }
  close(): void {
    this.#records.complete();
    this.#failures.complete();
  }
}

/** Tells whenever somebody has come or gone. */
function noted(records: Subject<InspectRecord>, note: () => void): Observable<InspectRecord> {
  return new Observable((watcher) => {
    const subscription = records.subscribe(watcher);
    subscription.add(note);
    note();
    return subscription;
  });
}
