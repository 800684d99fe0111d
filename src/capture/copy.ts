import { copyAny } from "./copy-any.ts";
import { CopyWalk } from "./copy-walk.ts";
import { cutMarker } from "./cut.ts";

/**
 * A copy of a value for others to keep: it shares no object with it and holds no more than a number of bytes.
 *
 * The value is only read, and nothing of it is run: neither getters nor `toJSON` nor iterators; only a proxy's own traps cannot be avoided. Plain objects, arrays,
 * maps, sets, errors with their causes, dates, regular expressions, buffers and typed arrays stay what they are, cycles included. Instances of classes become plain objects
 * with `$class`; functions, nodes, accessors and what cannot be read say what they were, as `{ "$unserializable": "function onDone" }`. Named members of arrays and
 * members that are not enumerable are left out.
 *
 * What does not fit is cut where it is, so that no part takes the room of all others, and says so there: `{ "$cut": "1,204 more items" }`, or at the end of a text.
 *
 * @param maxBytes estimated as history estimates the size of an event
 */
export function copyWithin(value: unknown, maxBytes: number): unknown {
  try {
    // Most values fit. How to share the room out is a question only for those that do not.
    const whole = new CopyWalk(maxBytes, false);
    const copy = copyAny(whole, value);
    return whole.overflowed ? copyAny(new CopyWalk(maxBytes, true), value) : copy;
  } catch {
    // What the application's objects throw is caught where they are read. What is left is a stack with no room for us.
    return cutMarker("all of it: the stack had no room for copying");
  }
}
