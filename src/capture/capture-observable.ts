import type { Bus } from "../bus/index.ts";
import type { CaptureOptions } from "./capture-options.ts";
import { capturing } from "./capturing.ts";
import { toWords } from "./event-names.ts";
import { Recorder } from "./recorder.ts";

/** Anything that can be observed: an RxJS observable or subject, or what has the same `subscribe`. */
export interface Observed {
  subscribe(observer: { next(value: unknown): void; error(error: unknown): void; complete(): void }): { unsubscribe(): void };
}

/**
 * What an observable notifies of becomes events of the bus: `{topic}.next` with `{ value }`, `{topic}.error` with `{ error }`, `{topic}.complete`.
 *
 * It subscribes, as every observer does: a cold observable runs once more for it, unless it is shared.
 *
 * @example
 * const end = captureObservable(bus, search$, { topic: "search" });
 *
 * @throws TypeError for what cannot be subscribed to, and without a topic
 */
export function captureObservable(bus: Bus, source: Observed, options: CaptureOptions & { readonly topic: string }): () => void {
  if (typeof source?.subscribe !== "function") throw new TypeError("captureObservable was given no observable: pass what has subscribe().");
  if (typeof options?.topic !== "string") throw new TypeError('captureObservable needs a topic to name the observable by, such as { topic: "search" }.');
  const recorder = new Recorder("captureObservable", bus, source, toWords(options.topic), options);
  return capturing(bus, captureObservable, (onEnd) => {
    onEnd(recorder.watch());
    let over = false;
    const subscription = source.subscribe({
      next: (value) => over || recorder.record({ name: "next", payload: { value } }),
      error: (error) => over || recorder.record({ name: "error", payload: { error } }),
      complete: () => over || recorder.record({ name: "complete", payload: undefined }),
    });
    onEnd(() => {
      over = true;
      subscription.unsubscribe();
    });
  });
}
