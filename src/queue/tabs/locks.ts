import type { Locks } from "../tab-locks.ts";

/** Resolves once it is held, with what gives it back; the browser does that too when the tab is gone. */
export async function holdLock(locks: Locks, name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    locks.request(name, {}, () => new Promise<void>((release) => resolve(release))).catch(reject);
  });
}
/** Calls back when nobody holds it any more. Returns what calls that off. */
export function whenFree(locks: Locks, name: string, free: () => void): () => void {
  const off = new AbortController();
  const held = () => {
    // The lock may come when nobody wants it any more.
    if (!off.signal.aborted) free();
  };
  // Rejects when it is called off, which is no news to anybody.
  locks.request(name, { signal: off.signal }, held).catch(() => undefined);
  return () => off.abort();
}
