import type { LobbyOptions } from "../../devtools/target/index.ts";

/** Pages of one origin, their channels, locks and time, all in one process: what is sent is cloned, and arrives in a later step. */
export interface World {
  /** What a page of this name gets of its platform. */
  page(name: string): Required<Omit<LobbyOptions, "version">>;
  /** Lets a second go by. */
  settle(): Promise<void>;
  during<Value>(promise: Promise<Value>): Promise<Value>;
  /** The page goes without a word. */
  crash(name: string): void;
  /** Everything that was sent, as text. */
  readonly sent: readonly string[];
  readonly entriesPerMessage: readonly number[];
  /** Most messages with entries that a panel had not taken in. */
  readonly mostUnread: number;
  /** Channels that nobody has closed. */
  readonly open: readonly string[];
}

interface End {
  readonly page: string;
  readonly channel: string;
  readonly takers: Set<(message: unknown) => void>;
}

export function createWorld(): World {
  const ends = new Set<End>();
  const tasks: { readonly page: string; readonly dueMs: number; readonly run: () => void }[] = [];
  let nowMs = 0;
  /** Who is present, and in which page. */
  const pages = new Map<string, string>();
  const waiters = new Set<{ readonly name: string; readonly run: () => void }>();
  const sent: string[] = [];
  const entriesPerMessage: number[] = [];
  let unread = 0;
  let mostUnread = 0;

  function later(page: string, run: () => void, delayMs = 0): () => void {
    const task = { page, run, dueMs: nowMs + delayMs };
    // Stable: what was asked for first among those due at the same time goes first.
    const index = tasks.findIndex(({ dueMs }) => dueMs > task.dueMs);
    tasks.splice(index < 0 ? tasks.length : index, 0, task);
    return () => {
      const place = tasks.indexOf(task);
      if (place >= 0) tasks.splice(place, 1);
    };
  }

  function note(message: unknown): void {
    sent.push(JSON.stringify(message, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value)));
    if (typeof message !== "object" || message === null || !("kind" in message)) return;
    if (message.kind === "entries" && "summaries" in message && Array.isArray(message.summaries)) {
      entriesPerMessage.push(message.summaries.length);
      unread += 1;
      mostUnread = Math.max(mostUnread, unread);
    } else if (message.kind === "ready") unread -= 1;
  }

  async function settle(): Promise<void> {
    const untilMs = nowMs + 1_000;
    for (let quiet = 0; quiet < 3;) {
      const [task] = tasks;
      const due = task !== undefined && task.dueMs <= untilMs;
      if (due) {
        tasks.shift();
        nowMs = Math.max(nowMs, task.dueMs);
        task.run();
      }
      quiet = due ? 0 : quiet + 1;
      // A turn of the host: what it has queued in promises and tasks of its own comes first.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    nowMs = untilMs;
  }

  function leave(name: string): void {
    pages.delete(name);
    for (const waiter of waiters) {
      if (waiter.name !== name) continue;
      waiters.delete(waiter);
      waiter.run();
    }
  }

  return {
    page: (page) => ({
      now: () => nowMs,
      later: (run, delayMs) => later(page, run, delayMs),
      rendezvous: {
        openChannel(channel) {
          const end: End = { page, channel, takers: new Set() };
          ends.add(end);
          return {
            send(message) {
              const copy: unknown = structuredClone(message);
              note(copy);
              for (const other of ends) {
                if (other === end || other.channel !== channel) continue;
                later(other.page, () => {
                  if (ends.has(other)) for (const take of other.takers) take(copy);
                });
              }
            },
            listen: (take) => end.takers.add(take),
            close: () => ends.delete(end),
          };
        },
        presence: {
          hold(name, held) {
            later(page, () => {
              pages.set(name, page);
              held();
            });
            return () => leave(name);
          },
          whenGone(name, gone) {
            const waiter = { name, run: () => later(page, gone) };
            waiters.add(waiter);
            if (!pages.has(name)) leave(name);
            return () => waiters.delete(waiter);
          },
        },
      },
    }),
    settle,
    async during(promise) {
      const done = promise.then(
        () => true,
        () => true,
      );
      for (let seconds = 0; seconds < 60; seconds += 1) {
        await settle();
        if (await Promise.race([done, Promise.resolve(false)])) return promise;
      }
      throw new Error("Nothing has answered for a minute.");
    },
    crash(name) {
      for (const end of ends) if (end.page === name) ends.delete(end);
      for (let index = tasks.length - 1; index >= 0; index -= 1) if (tasks[index]?.page === name) tasks.splice(index, 1);
      for (const [present, page] of pages) if (page === name) leave(present);
    },
    sent,
    entriesPerMessage,
    get mostUnread() {
      return mostUnread;
    },
    get open() {
      return [...ends].map(({ page, channel }) => `${page}: ${channel}`);
    },
  };
}
