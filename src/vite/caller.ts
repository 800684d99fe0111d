/** The address of the module that called a function; `undefined` when the host does not tell. */
export function callerOf(called: (...parameters: never) => unknown): string | undefined {
  const capture: unknown = Reflect.get(Error, "captureStackTrace");
  if (typeof capture !== "function") return undefined;
  const holder: { stack?: string } = {};
  Reflect.apply(capture, Error, [holder, called]);
  const frame =
    (holder.stack ?? "")
      .split("\n")
      .map((line) => line.trim())
      .find((line) => /:\d+:\d+\)?$/.test(line)) ?? "";
  // V8 writes "at name (address:1:2)" or "at address:1:2", others "name@address:1:2".
  const place = frame.startsWith("at ") ? /^at (?:.* \()?(.+?):\d+:\d+\)?$/ : /^(?:(?!\w+:\/\/)[^@]*@)?(.+?):\d+:\d+$/;
  return place.exec(frame)?.[1];
}
