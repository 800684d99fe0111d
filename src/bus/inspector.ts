import { Observable, Subject } from "rxjs";
import type { InspectRecord } from "./watching.ts";

/** The stream of what a bus does. Nobody makes a record unless `watched`. */
export class Inspector {
  readonly records$: Observable<InspectRecord>;
  readonly #records = new Subject<InspectRecord>();

  /** Kept as a plain flag, since every delivery asks for it. */
  watched = false;

  constructor() {
    this.records$ = new Observable((watcher) => {
      const subscription = this.#records.subscribe(watcher);
      subscription.add(() => {
        this.watched = this.#records.observed;
      });
      this.watched = this.#records.observed;
      return subscription;
    });
  }
  add(record: InspectRecord): void {
    this.#records.next(record);
  }
  close(): void {
    this.#records.complete();
  }
}
