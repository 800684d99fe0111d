import type { Subscription } from "./subscription.ts";

/** Shared by all events of one replay run: who hears them, and what becomes of what handlers publish meanwhile. */
export interface ReplayTicket {
  readonly run: string;
  readonly only: readonly Subscription[] | undefined;
  readonly emissions: "suppress" | "rerun";
  /** On another bus than the recording's, replayed events are news and are recorded there. */
  readonly records: boolean;
  suppressed: number;
}
