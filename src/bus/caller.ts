/**
 * Where the application called into the package, as ` (at …)`; empty when the host does not tell.
 * Works on V8's stacks, which can be cut below a given function; elsewhere the whole stack follows.
 *
 * @param entries functions that the package's public ones call at once
 */
export function callerOf(entries: readonly ((...args: never) => unknown)[]): string {
  // A handler that publishes was called by an emit itself: the innermost entry counts, the one above which most of the stack is left.
  const [place] = entries.map(framesAbove).reduce((most, frames) => (frames.length > most.length ? frames : most), []);
  if (place !== undefined) return ` (${place})`;
  const { stack } = new Error();
  return stack ? `\n${stack}` : "";
}

/** The frames above the caller of an entry, as text; none when it is not on the stack or the host cannot tell. */
function framesAbove(entry: (...args: never) => unknown): string[] {
  const capture: unknown = Reflect.get(Error, "captureStackTrace");
  if (typeof capture !== "function") return [];
  const holder: { stack?: string } = {};
  const limit: unknown = Reflect.get(Error, "stackTraceLimit");
  Reflect.set(Error, "stackTraceLimit", Infinity);
  Reflect.apply(capture, Error, [holder, entry]);
  Reflect.set(Error, "stackTraceLimit", limit);
  const frames = (holder.stack ?? "").split("\n").map((line) => line.trim());
  return frames.filter((line) => line.startsWith("at ")).slice(1);
}
