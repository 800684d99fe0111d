import type { CapturedRequest } from "./fetch-events.ts";
import { ownData, platformCall, platformGet } from "./platform.ts";
import { hideSecretHeaders, hideSecretsOfUrl } from "./secrets.ts";

/** What is known of a request before it is sent: read from what was given to `fetch`, whose getters and iterators are not ours to run. */
export function describeRequest(input: unknown, init: unknown): CapturedRequest {
  const options = typeof init === "object" && init !== null ? init : undefined;
  const method = ownData(options, "method") ?? ofRequest(input, "method") ?? "GET";
  return {
    method: typeof method === "string" ? method.toUpperCase() : "GET",
    url: hideSecretsOfUrl(urlOf(input)),
    headers: hideSecretHeaders(headersOf(ownData(options, "headers") ?? ofRequest(input, "headers"))),
  };
}

/** The body that was given beside the URL. */
export function givenBody(init: unknown): unknown {
  return typeof init === "object" && init !== null ? ownData(init, "body") : undefined;
}

/** A request that brings a body along, as a copy whose body can be read beside the original's. */
export function cloneOfRequest(input: unknown): Request | undefined {
  const isBody = ofRequest(input, "body") !== undefined && ofRequest(input, "bodyUsed") === false;
  return isBody && input instanceof Request ? input.clone() : undefined;
}

function urlOf(input: unknown): string {
  if (typeof input === "string") return input;
  const url = ofRequest(input, "url") ?? ofUrl(input);
  return typeof url === "string" ? url : "";
}
function ofUrl(input: unknown): unknown {
  return input instanceof URL ? platformGet("URL", "href", input) : undefined;
}
function ofRequest(input: unknown, key: string): unknown {
  return typeof Request === "function" && input instanceof Request ? (platformGet("Request", key, input) ?? undefined) : undefined;
}

/** Headers in any of the forms that `fetch` takes, by their lower-case names. */
export function headersOf(headers: unknown): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  const add = (name: unknown, value: unknown): void => {
    if (typeof name !== "string") return;
    const key = name.toLowerCase();
    found[key] = Object.hasOwn(found, key) ? `${String(found[key])}, ${String(value)}` : value;
  };
  if (typeof headers !== "object" || headers === null) return found;
  if (headers instanceof Headers) platformCall("Headers", "forEach", headers, [(value: unknown, name: unknown) => add(name, value)]);
  else if (Array.isArray(headers)) for (const pair of headers) if (Array.isArray(pair)) add(pair[0], pair[1]);
  if (!Array.isArray(headers)) for (const name of Object.keys(headers)) add(name, ownData(headers, name));
  return found;
}
