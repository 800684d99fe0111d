import { isBusy, safely } from "./quiet.ts";

/** One call of a wrapped function or constructor. */
export interface Call {
  readonly self: unknown;
  readonly args: readonly unknown[];
}

/** What a tap does when the call has ended. */
export interface Reaction {
  /** May hand out another result in place of the original's. */
  returned?(result: unknown): unknown;
  threw?(error: unknown): void;
}

/** Sees a call before the original does. */
export type Tap = (call: Call) => Reaction | void;

const patches = new WeakMap<object, Map<PropertyKey, Patch>>();

/**
 * Lets a tap see each call of `target[key]`; all taps of one function share one wrapper. Returns what takes the tap out, and with the last one the wrapper.
 *
 * @throws TypeError when the property cannot be replaced
 */
export function tapInto(target: object, key: PropertyKey, tap: Tap): () => void {
  const known = patches.get(target) ?? new Map<PropertyKey, Patch>();
  patches.set(target, known);
  const current: unknown = Reflect.get(target, key);
  const latest = known.get(key);
  if (latest && latest.wrapper === current) return latest.add(tap);
  // Somebody has wrapped ours, or replaced it: a new wrapper on top sees what is called now.
  const patch = new Patch(target, key, current);
  known.set(key, patch);
  return patch.add(tap);
}

class Patch {
  readonly wrapper: object;
  readonly #restore: () => void;
  /** Replaced, never changed, so that a call can walk it while taps come and go. */
  #taps: readonly { readonly tap: Tap }[] = [];

  constructor(target: object, key: PropertyKey, original: unknown) {
    if (typeof original !== "function") throw new TypeError(`There is no function "${String(key)}" to capture.`);
    // A proxy has the name, length, members and prototype of the original, and is what `instanceof` and `extends` take for it.
    this.wrapper = new Proxy(original, {
      apply: (inner, self, args: unknown[]) => this.#run({ self, args }, () => Reflect.apply(inner, self, args)),
      construct: (inner, args: unknown[], newTarget) => {
        // What `extends` the wrapper is itself; the wrapper alone stands for the original.
        const made = newTarget === this.wrapper ? inner : newTarget;
        const result = this.#run({ self: made, args }, () => Reflect.construct(inner, args, made));
        return typeof result === "object" && result !== null ? result : Reflect.construct(inner, args, made);
      },
    });
    this.#restore = replaceProperty(target, key, this.wrapper);
  }

  add(tap: Tap): () => void {
    // An entry of its own, so that the same tap added twice is taken out one at a time.
    const added = { tap };
    this.#taps = [...this.#taps, added];
    return () => {
      this.#taps = this.#taps.filter((other) => other !== added);
      if (this.#taps.length === 0) this.#restore();
    };
  }

  #run(call: Call, original: () => unknown): unknown {
    if (this.#taps.length === 0 || isBusy()) return original();
    const reactions = this.#taps.map(({ tap }) => safely(() => tap(call)));
    let result: unknown;
    try {
      result = original();
    } catch (error) {
      for (const reaction of reactions.toReversed()) safely(() => reaction?.threw?.(error));
      throw error;
    }
    for (const reaction of reactions.toReversed()) {
      if (!reaction?.returned) continue;
      const replaced = safely(() => ({ result: reaction.returned?.(result) }));
      if (replaced?.result !== undefined) result = replaced.result;
    }
    return result;
  }
}

/**
 * Puts a value in the place of a property. Returns what puts the property back as it was, own or inherited, value or accessor.
 *
 * It does nothing while somebody else's value stands there: theirs leads to ours, and to take it away would end what they do. What was put in must let
 * everything pass by then.
 *
 * @throws TypeError when the property cannot be replaced
 */
export function replaceProperty(target: object, key: PropertyKey, value: unknown): () => void {
  const own = Object.getOwnPropertyDescriptor(target, key);
  // An inherited method stays out of the target's own keys.
  const { configurable = true, enumerable = false } = own ?? {};
  if (!Reflect.defineProperty(target, key, { configurable, enumerable, writable: true, value }))
    throw new TypeError(`"${String(key)}" cannot be captured: it is read-only or its object is frozen. Capture before it is frozen, or what it belongs to.`);
  return () => {
    if (Object.getOwnPropertyDescriptor(target, key)?.value !== value) return;
    if (own) Reflect.defineProperty(target, key, own);
    else Reflect.deleteProperty(target, key);
  };
}
