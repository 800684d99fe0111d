import { defineEvent, payload } from "../event/index.ts";

/** A request that is about to be sent. */
export interface CapturedRequest {
  readonly method: string;
  /** As it was given, without user, password and what secret parameters say. */
  readonly url: string;
  /** Lower-case names; credentials and the like are `[redacted]`. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** Only when bodies are asked for, and the body is no stream. */
  readonly body?: unknown;
}
/** The head of a response. */
export interface CapturedResponse {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly statusText: string;
  readonly ok: boolean;
  readonly redirected: boolean;
  readonly headers: Readonly<Record<string, unknown>>;
  /** From the call of `fetch`, in milliseconds. */
  readonly durationMs: number;
}
/** Bodies that were read to their end or to the budget. */
export interface CapturedBodies {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** Of a `Request` that was given to `fetch`; others are with `fetch.started`. */
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
  readonly durationMs: number;
}
/** A request without a response. */
export interface CapturedFetchFailure {
  readonly method: string;
  readonly url: string;
  /** It was called off, or took longer than its signal allows. */
  readonly aborted: boolean;
  readonly error: unknown;
  readonly durationMs: number;
}

/** `fetch` was called. */
export const fetchStarted = defineEvent("fetch.started", payload<CapturedRequest>());
/** The head of the response is there; caused by `fetch.started`. */
export const fetchAnswered = defineEvent("fetch.answered", payload<CapturedResponse>());
/** The bodies are there, when they were asked for; caused by `fetch.answered`. */
export const fetchCompleted = defineEvent("fetch.completed", payload<CapturedBodies>());
/** There will be no response; caused by `fetch.started`. */
export const fetchFailed = defineEvent("fetch.failed", payload<CapturedFetchFailure>());
