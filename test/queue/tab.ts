import type { Bus, createBus } from "eventdeck";
import type { fixed, openQueue, Queue, QueueOptions } from "eventdeck/queue";
import type { Store } from "eventdeck/store";
import type { levelStore } from "eventdeck/store/level";
import { onTestFinished } from "vitest";

interface Modules {
  readonly createBus: typeof createBus;
  readonly openQueue: typeof openQueue;
  readonly fixed: typeof fixed;
  readonly levelStore: typeof levelStore;
}
/** What is loaded in a page of this origin, as a text. */
const script = `
  import { createBus } from ${address("../../src/index.ts")};
  import { fixed, openQueue } from ${address("../../src/queue/index.ts")};
  import { levelStore } from ${address("../../src/store/level-browser.ts")};
  // Vitest counts the dynamic imports of its own page.
  globalThis.__vitest_browser_runner__ = { wrapDynamicImport: (load) => load() };
  // While it is frozen, messages wait, as in a tab that the browser has frozen.
  const late = [];
  globalThis.frozen = false;
  globalThis.thaw = () => {
    globalThis.frozen = false;
    for (const take of late.splice(0)) take();
  };
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    addEventListener(type, take) {
      super.addEventListener(type, (event) => (globalThis.frozen ? late.push(() => take(event)) : take(event)));
    }
  };
  globalThis.modules = { createBus, fixed, openQueue, levelStore };
`;
function address(path: string): string {
  return JSON.stringify(new URL(path, import.meta.url).href);
}

/** A page of its own, with modules and a bus of its own: what another tab is to IndexedDB, Web Locks and broadcast channels. */
export interface Tab {
  readonly bus: Bus;
  readonly store: Store;
  readonly failures: unknown[];
  open(options?: QueueOptions, name?: string): Promise<Queue>;
  /** As a tab is closed, or crashes: without a word. */
  kill(): void;
  /** It hears nothing any more. Returns what lets it hear all that it has missed. */
  freeze(): () => void;
}

/** Makes tabs that share one database, which is gone after the test. */
export function tabsOn(location = `queue-${crypto.randomUUID()}`): () => Promise<Tab> {
  const frames: HTMLIFrameElement[] = [];
  onTestFinished(() => {
    for (const frame of frames) frame.remove();
    indexedDB.deleteDatabase(`eventdeck-${location}`);
  });
  return async () => {
    const frame = document.createElement("iframe");
    frames.push(frame);
    frame.srcdoc = `<script type="module">${script}</script>`;
    const loaded = new Promise((resolve) => {
      frame.addEventListener("load", resolve, { once: true });
    });
    document.body.append(frame);
    await loaded;
    const page = frame.contentWindow as unknown as { readonly modules: Modules; frozen: boolean; thaw(): void };
    const { modules } = page;
    const failures: unknown[] = [];
    const bus = modules.createBus({ source: "test", onError: ({ error }) => void failures.push(error) });
    const store = modules.levelStore({ location });
    const open = (options: QueueOptions = {}, name = "orders") => modules.openQueue(bus, name, { backoff: modules.fixed(0), ...options, store });
    const freeze = () => {
      page.frozen = true;
      return () => page.thaw();
    };
    return { bus, store, failures, open, kill: () => frame.remove(), freeze };
  };
}
