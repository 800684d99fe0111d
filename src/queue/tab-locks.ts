/** Web Locks, as far as tabs need them. */
export interface Locks {
  request(name: string, options: { readonly signal?: AbortSignal }, held: () => Promise<void> | void): Promise<unknown>;
}
interface Browser {
  readonly navigator?: { readonly locks?: Locks };
  readonly indexedDB?: object;
}

/** Those of a browser. Runtimes without IndexedDB keep a durable store to one process by its own lock. */
export function tabLocks(browser: Browser = globalThis): Locks | undefined {
  return browser.indexedDB && browser.navigator?.locks;
}
