import type { Bus } from "../bus/index.ts";
import type { CaptureOptions } from "./capture-options.ts";
import { capturing } from "./capturing.ts";
import { readBody } from "./fetch-body.ts";
import {
  type CapturedBodies,
  type CapturedFetchFailure,
  type CapturedResponse,
  fetchAnswered,
  fetchCompleted,
  fetchFailed,
  fetchStarted,
} from "./fetch-events.ts";
import { cloneOfRequest, describeRequest, givenBody, headersOf } from "./fetch-request.ts";
import type { Mark } from "./frames.ts";
import { type Call, type Reaction, tapInto } from "./patch.ts";
import { ownData } from "./platform.ts";

import { Recorder } from "./recorder.ts";
import { safely } from "./quiet.ts";
import { hideSecretHeaders, hideSecretsOfUrl } from "./secrets.ts";

/** What is captured of requests. */
export interface FetchOptions extends CaptureOptions {
  /** Bodies as well, of both, up to the byte budget. What they keep secret is not known here: `redact` hides it by name. @default false */
  readonly bodies?: boolean;
}

/**
 * Calls of `fetch` become events of the bus: `fetch.started`, then `fetch.answered` or `fetch.failed`, which follow from it, and `fetch.completed` with the bodies, when
 * these are asked for.
 *
 * Secrets are left out by default: headers such as `Authorization`, `Cookie`, `Set-Cookie` and whatever else is called a token, key, session or signature, the
 * user and password of a URL, and parameters of such names. The request is sent as it is; its promise settles one microtask later than it would, since a promise cannot
 * be watched otherwise without taking its rejection for handled. Bodies are read from clones. Where there is no `fetch`, nothing is captured.
 *
 * @example
 * const end = captureFetch(bus);
 */
export function captureFetch(bus: Bus, options: FetchOptions = {}): () => void {
  const recorder = new Recorder("captureFetch", bus, globalThis, "fetch", options);
  const bodies = options.bodies ?? false;
  return capturing(bus, captureFetch, (onEnd) => {
    if (typeof globalThis.fetch !== "function") return;
    onEnd(recorder.watch());
    onEnd(tapInto(globalThis, "fetch", (call) => begin(recorder, call, bodies)));
  });
}

/** What is known of a request that is under way. */
interface Exchange {
  readonly recorder: Recorder;
  readonly mark: Mark;
  readonly method: string;
  readonly url: string;
  readonly startedAt: number;
  readonly bodies: boolean;
  readonly requestBody: Promise<unknown> | undefined;
}

function begin(recorder: Recorder, { args: [input, init] }: Call, bodies: boolean): Reaction | void {
  const request = describeRequest(input, init);
  const body = bodies ? givenBody(init) : undefined;
  const subject = `${request.method} ${request.url}`;
  const startedAt = recorder.now();
  const mark = recorder.record({ name: "started", payload: body === undefined ? request : { ...request, body }, subject, definition: fetchStarted });
  if (!mark) return;
  const clone = bodies && body === undefined ? safely(() => cloneOfRequest(input)) : undefined;
  const requestBody = clone && readBody(clone, recorder.maxBytes / 2, recorder).catch(() => undefined);
  const exchange: Exchange = { recorder, mark, method: request.method, url: request.url, startedAt, bodies, requestBody };
  return {
    returned: (result) => {
      // Something else than a promise is a stand-in of a test's: not ours to wait for.
      if (!(result instanceof Promise)) return result;
      return result.then(
        (response: unknown) => {
          safely(() => answer(exchange, response));
          return response;
        },
        (error: unknown) => {
          safely(() => fail(exchange, error));
          throw error;
        },
      );
    },
    threw: (error) => fail(exchange, error),
  };
}

function answer({ recorder, mark, method, url, startedAt, bodies, requestBody }: Exchange, response: unknown): void {
  if (!(response instanceof Response)) return;
  const { status, statusText, ok, redirected } = response;
  const target = hideSecretsOfUrl(response.url) || url;
  const headers = hideSecretHeaders(headersOf(response.headers));
  const payload: CapturedResponse = { method, url: target, status, statusText, ok, redirected, headers, durationMs: recorder.now() - startedAt };
  const subject = `${method} ${url}`;
  // Cloned before the application has the response, which may begin to read it at once.
  const copy = bodies && response.body !== null && !response.bodyUsed ? safely(() => response.clone()) : undefined;
  const answered = recorder.record({ name: "answered", payload, subject, definition: fetchAnswered, cause: mark });
  if (!bodies) return;
  const room = requestBody === undefined ? recorder.maxBytes : recorder.maxBytes / 2;
  // A body that breaks off breaks off for the application, which hears of it.
  const responseBody = copy && readBody(copy, room, recorder).catch((error: unknown) => ({ error }));
  void Promise.all([requestBody, responseBody]).then(([sent, received]) => {
    const completed: CapturedBodies = { method, url: target, status, requestBody: sent, responseBody: received, durationMs: recorder.now() - startedAt };
    recorder.record({ name: "completed", payload: completed, subject, definition: fetchCompleted, cause: answered ?? mark });
  });
}

function fail({ recorder, mark, method, url, startedAt }: Exchange, error: unknown): void {
  const name = typeof error === "object" && error !== null ? (error instanceof DOMException ? error.name : ownData(error, "name")) : undefined;
  const aborted = name === "AbortError" || name === "TimeoutError";
  const payload: CapturedFetchFailure = { method, url, aborted, error, durationMs: recorder.now() - startedAt };
  recorder.record({ name: "failed", payload, subject: `${method} ${url}`, definition: fetchFailed, cause: mark });
}
