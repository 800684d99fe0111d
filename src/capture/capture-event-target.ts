import type { Bus } from "../bus/index.ts";
import type { CaptureOptions } from "./capture-options.ts";
import { capturing } from "./capturing.ts";
import { toWords } from "./event-names.ts";
import { Recorder } from "./recorder.ts";

/** What is kept of an event of an `EventTarget`: `event-target.click`. */
export interface CapturedTargetEvent {
  /** As it was dispatched. */
  readonly type: string;
  /** Its class, what the platform says of it, and its own members; nodes by a selector. What is typed into a password field is redacted. */
  readonly event: unknown;
}

/**
 * Events of an `EventTarget` (a node, the window, a worker, a port, one of the application's own) become events of the bus, by listeners that see them on their way
 * down, before one at the target stops them. (In Node events have no way down: a listener that was added before can stop one.) The listeners are passive.
 *
 * @param types which ones, such as `["click", "submit"]`
 *
 * @example
 * const end = captureEventTarget(bus, document, ["click", "submit"]);
 *
 * @throws TypeError for what is no `EventTarget`, and for types that are no texts
 */
export function captureEventTarget(bus: Bus, target: EventTarget, types: readonly string[], options: CaptureOptions = {}): () => void {
  if (typeof target?.addEventListener !== "function") throw new TypeError("captureEventTarget was given no EventTarget: pass what has addEventListener.");
  if (!Array.isArray(types) || types.some((type) => typeof type !== "string" || type === ""))
    throw new TypeError('captureEventTarget needs the types to listen for, such as ["click", "submit"].');
  const recorder = new Recorder("captureEventTarget", bus, target, "event-target", options);
  const listen = (event: Event): void => {
    const { type } = event;
    recorder.record({ name: toWords(type), payload: { type, event } satisfies CapturedTargetEvent });
  };
  return capturing(bus, captureEventTarget, (onEnd) => {
    onEnd(recorder.watch());
    for (const type of new Set(types)) {
      target.addEventListener(type, listen, { capture: true, passive: true });
      onEnd(() => target.removeEventListener(type, listen, { capture: true }));
    }
  });
}
