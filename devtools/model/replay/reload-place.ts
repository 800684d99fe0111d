import type { Target } from "../../target/index.ts";
import { whenReady } from "./reload-ready.ts";

/** Where it is kept: the tab's own `sessionStorage`, or anything like it. */
export type KeepingStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The name under which what is to be replayed is carried over. */
export const keptKey = "eventdeck.reload-replay";

/** What reloading needs of the page. */
export interface ReloadPlace {
  readonly storage: KeepingStorage;
  readonly reload: () => void;
  /** Resolves when the fresh application is ready for its events. */
  readonly ready: () => Promise<void>;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

/** Where a reload with a replay is. */
export type ReloadState =
  | { readonly status: "none" }
  | { readonly status: "saving" | "waiting" | "playing"; readonly position: number }
  | { readonly status: "done"; readonly position: number; readonly emitted: number; readonly repeated: number; readonly dropped: number }
  | { readonly status: "failed"; readonly message: string };

/** The page that the panel stands in; `undefined` where the bus is in none, or the page may store nothing. */
export function pageToReload({ where }: Target): ReloadPlace | undefined {
  if (where !== "page" || typeof document === "undefined") return undefined;
  const storage = storageIfAllowed();
  return storage && { storage, reload: () => location.reload(), ready: whenReady, now: () => Date.now() };
}

// Reading the property alone throws where a page may store nothing.
function storageIfAllowed(): KeepingStorage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
}
