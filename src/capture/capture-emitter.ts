import type { Bus } from "../bus/index.ts";
import type { CaptureOptions } from "./capture-options.ts";
import { capturing } from "./capturing.ts";
import { nameOf, toWords } from "./event-names.ts";
import { tapInto } from "./patch.ts";
import { Recorder } from "./recorder.ts";

/** What is kept of a call of `emit`: `emitter.order.placed`. */
export interface CapturedEmission {
  /** As it was given to `emit`. */
  readonly type: string;
  readonly args: unknown;
}

/**
 * Whatever is emitted becomes an event of the bus, before the emitter's listeners are called: Node's EventEmitter, eventemitter3, mitt, nanoevents, or anything else
 * with `emit`. A reference to `emit` that was taken before is not captured.
 *
 * @example
 * const end = captureEmitter(bus, emitter);
 *
 * @throws TypeError for what has no `emit`, or one that cannot be replaced
 */
// The contract: emitters differ in what they take for a type and for arguments.
// oxlint-disable-next-line typescript/no-explicit-any
export function captureEmitter(bus: Bus, emitter: { emit(type: any, ...args: any[]): unknown }, options: CaptureOptions = {}): () => void {
  if (typeof emitter?.emit !== "function") throw new TypeError("captureEmitter was given no emitter: pass what has emit().");
  if (Object.is(emitter, bus)) throw new TypeError("captureEmitter was given its own bus: its events are there already. Capture another bus, or subscribe.");
  const recorder = new Recorder("captureEmitter", bus, emitter, "emitter", options);
  return capturing(bus, captureEmitter, (onEnd) => {
    onEnd(recorder.watch());
    const restore = tapInto(emitter, "emit", ({ args: [type, ...args] }) => {
      const name = nameOf(type);
      const mark = recorder.record({ name: toWords(name), payload: { type: name, args } satisfies CapturedEmission });
      if (!mark) return;
      const endFrame = recorder.frame(mark);
      return {
        returned: (result) => {
          endFrame();
          return result;
        },
        threw: endFrame,
      };
    });
    onEnd(restore);
  });
}
