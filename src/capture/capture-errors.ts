import type { Bus, HandlerFailure } from "../bus/index.ts";
import { defineEvent, payload } from "../event/index.ts";
import type { CaptureOptions } from "./capture-options.ts";
import { capturing } from "./capturing.ts";
import { capturedHeader } from "./origin.ts";
import { Recorder } from "./recorder.ts";

/** What is kept of an error that nobody caught. */
export interface CapturedError {
  readonly error: unknown;
  readonly message?: string;
  /** Where the browser says that it happened. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** An error that was thrown and not caught. */
export const errorUncaught = defineEvent("error.uncaught", payload<CapturedError>());
/** A promise that was rejected without a handler. */
export const errorUnhandledRejection = defineEvent("error.unhandled-rejection", payload<CapturedError>());
/** A script, style, image or the like that could not be loaded. */
export const errorResource = defineEvent("error.resource", payload<{ readonly element: unknown; readonly url?: string }>());

/** Errors of handlers of captured errors, by which they are known when they come back. */
const maxRemembered = 100;

/**
 * Errors that nobody caught become events of the bus: `error.uncaught`, `error.unhandled-rejection`, and in pages `error.resource` for what could not be loaded.
 *
 * They are reported, and end a process of Node, as they would otherwise. In Node, unhandled rejections are seen as long as nobody listens for them on `process`.
 *
 * @example
 * const end = captureErrors(bus);
 */
export function captureErrors(bus: Bus, options: CaptureOptions = {}): () => void {
  const recorder = new Recorder("captureErrors", bus, globalThis, "error", options);
  const own = new OwnFailures();
  const record = (definition: typeof errorUncaught | typeof errorUnhandledRejection, captured: CapturedError): void => {
    if (own.forget(captured.error)) return;
    recorder.record({ name: definition.type.slice("error.".length), payload: captured, definition });
  };
  return capturing(bus, captureErrors, (onEnd) => {
    onEnd(recorder.watch());
    onEnd(bus.use({ name: "captureErrors", onError: (failure) => own.hear(failure) }));
    onEnd(typeof globalThis.addEventListener === "function" ? listenInPage(recorder, record) : listenInProcess(record));
  });
}

type Record = (definition: typeof errorUncaught | typeof errorUnhandledRejection, captured: CapturedError) => void;

function listenInPage(recorder: Recorder, record: Record): () => void {
  const onError = (event: Event): void => {
    if (isErrorEvent(event)) {
      const { error, message, filename, lineno, colno } = event;
      record(errorUncaught, { error: (error as unknown) ?? message, message, file: filename, line: lineno, column: colno });
    } else recordResource(recorder, event.target);
  };
  const onRejection = (event: Event): void => {
    record(errorUnhandledRejection, { error: "reason" in event ? event.reason : undefined });
  };
  // On the way down, because errors of elements do not come up.
  globalThis.addEventListener("error", onError, true);
  globalThis.addEventListener("unhandledrejection", onRejection, true);
  return () => {
    globalThis.removeEventListener("error", onError, true);
    globalThis.removeEventListener("unhandledrejection", onRejection, true);
  };
}

function isErrorEvent(event: Event): event is ErrorEvent {
  return "message" in event;
}

function recordResource(recorder: Recorder, element: EventTarget | null): void {
  if (element === null || element === globalThis) return;
  const url = Reflect.get(element, "src") ?? Reflect.get(element, "href");
  recorder.record({ name: "resource", payload: { element, ...(typeof url === "string" && { url }) }, definition: errorResource });
}

/** Node's monitor hears of an error before anyone else and changes nothing about what follows. */
function listenInProcess(record: Record): () => void {
  const host: unknown = Reflect.get(globalThis, "process");
  if (!isEmitter(host)) return () => {};
  const onError = (error: unknown, origin: unknown): void => {
    record(origin === "unhandledRejection" ? errorUnhandledRejection : errorUncaught, { error });
  };
  host.on("uncaughtExceptionMonitor", onError);
  return () => host.off("uncaughtExceptionMonitor", onError);
}

interface EmitterLike {
  on(type: string, listener: (...args: unknown[]) => void): unknown;
  off(type: string, listener: (...args: unknown[]) => void): unknown;
}
function isEmitter(value: unknown): value is EmitterLike {
  return typeof value === "object" && value !== null && "on" in value && typeof value.on === "function" && "off" in value;
}

/** A handler of a captured error that fails is reported as uncaught, in Node only later: without a memory for it, it would be captured and handled again, without end. */
class OwnFailures {
  readonly #errors: unknown[] = [];

  hear({ event, error }: HandlerFailure): void {
    if (!event.type.startsWith("error.") || event.headers[capturedHeader] !== "error") return;
    this.#errors.push(error);
    if (this.#errors.length > maxRemembered) this.#errors.shift();
  }
  forget(error: unknown): boolean {
    const index = this.#errors.indexOf(error);
    if (index >= 0) this.#errors.splice(index, 1);
    return index >= 0;
  }
}
