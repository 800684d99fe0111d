/** How a page learns that another has gone, whether it said so or not. */
export interface Presence {
  /** Says that this page is here, from the moment `held` is called. Returns what ends it. */
  hold(page: string, held: () => void): () => void;
  /** Calls back when that page is not here any more. Returns what calls it off. */
  whenGone(page: string, gone: () => void): () => void;
}

/**
 * By Web Locks: a page holds a lock for as long as it lives, and whoever waits gets it the moment it does not, also after a crash.
 * `undefined` where there are none, which is outside of secure contexts; then only a page that says goodbye is known to have gone.
 */
export function lockPresence(): Presence | undefined {
  const locks: LockManager | undefined = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (!locks) return undefined;
  return {
    hold(page, held) {
      const left = new AbortController();
      const untilLeft = () =>
        new Promise<void>((release) => {
          // The lock may come when nobody wants it any more.
          if (left.signal.aborted) return release();
          left.signal.addEventListener("abort", () => release());
          held();
        });
      void locks.request(lockOf(page), untilLeft);
      return () => left.abort();
    },
    whenGone(page, gone) {
      const off = new AbortController();
      // Rejects when it is called off, which is no news to anybody.
      locks.request(lockOf(page), { signal: off.signal }, gone).catch(() => undefined);
      return () => off.abort();
    },
  };
}

function lockOf(page: string): string {
  return `eventdeck.devtools.page.${page}`;
}
