import { Observable } from "rxjs";
import type { Clock } from "../scheduling/index.ts";

/** A value at once, and again after it changed: once for all changes until the next task. Costs nothing while nobody is subscribed. */
export function coalesced<Value>(clock: Clock, read: () => Value, watch: (changed: () => void) => () => void): Observable<Value> {
  return new Observable((subscriber) => {
    let cancel: (() => void) | undefined;
    const unwatch = watch(() => {
      cancel ??= clock.schedule(
        () => {
          cancel = undefined;
          subscriber.next(read());
        },
        0,
        "normal",
      );
    });
    subscriber.next(read());
    return () => {
      unwatch();
      cancel?.();
    };
  });
}
