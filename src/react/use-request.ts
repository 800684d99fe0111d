"use client";

import { useCallback, useRef, useState } from "react";
import type { RequestOptions } from "../bus/index.ts";
import type { RequestDraft } from "../event/index.ts";
import { useBus } from "./use-bus.ts";

interface Answer<Reply> {
  readonly reply?: Reply;
  readonly error?: unknown;
}

/** A request as a component sees it. */
export interface RequestState<Reply> extends Answer<Reply> {
  /**
   * Sends a request, and resolves and rejects as `bus.request` does. It stays the same while the bus does. A rejection that nobody awaits is not reported as
   * unhandled: `error` shows it.
   */
  readonly send: (event: RequestDraft<string, unknown, Reply>, options?: RequestOptions) => Promise<Reply>;
  /** The newest request has not been answered. */
  readonly pending: boolean;
}

/**
 * Requests, and the answer to the newest: `reply` or `error` is the last answer, also while the next is `pending`. An older request that is answered late
 * resolves its own promise and shows nothing, and so does one that is answered after unmounting; a `signal` in the options calls it off.
 *
 * @example
 * const { send, reply, pending } = useRequest<number>();
 * return <button disabled={pending} onClick={() => send(price({ sku: "A-1" }))}>{reply ?? "Ask for the price"}</button>;
 */
export function useRequest<Reply>(): RequestState<Reply> {
  const bus = useBus();
  const newest = useRef<Promise<Reply>>(undefined);
  const [{ answer, pending }, setState] = useState<{ readonly answer: Answer<Reply>; readonly pending: boolean }>({ answer: {}, pending: false });
  const send = useCallback(
    (event: RequestDraft<string, unknown, Reply>, options?: RequestOptions) => {
      const request = bus.request(event, options);
      newest.current = request;
      setState((before) => ({ ...before, pending: true }));
      const settle = (settled: Answer<Reply>) => {
        if (newest.current === request) setState({ answer: settled, pending: false });
      };
      request.then(
        (reply) => settle({ reply }),
        (error: unknown) => settle({ error }),
      );
      return request;
    },
    [bus],
  );
  return { send, pending, ...answer };
}
