import type { PayloadState } from "../../model/index.ts";

interface PayloadWaitingProps {
  readonly state: Exclude<PayloadState, { readonly status: "ready" }>;
  readonly retry: () => void;
}

/** In the place of a payload that is not here: on its way, gone, or not to be had. */
export function PayloadWaiting({ state, retry }: PayloadWaitingProps) {
  if (state.status === "loading") {
    return (
      <p className="tab-message" role="status">
        Fetching the payload …
      </p>
    );
  }
  if (state.status === "evicted")
    return <p className="tab-message">The payload has been evicted from history. What stands in the list is all that is left of it.</p>;
  return (
    <p className="tab-message" role="alert">
      The payload could not be fetched: {state.message}{" "}
      <button type="button" className="button" onClick={retry}>
        Try again
      </button>
    </p>
  );
}
