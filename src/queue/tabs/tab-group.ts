import { QueueClosedError } from "../errors.ts";
import type { Locks } from "../tab-locks.ts";
import { errorOf } from "./error-text.ts";
import type { Host } from "./host.ts";
import { holdLock, whenFree } from "./locks.ts";
import { Mail } from "./mail.ts";
import type { SharedQueue } from "./shared-queue.ts";
import type { CallMessage, Calls, Message } from "./wire.ts";

interface Asked {
  readonly message: Omit<CallMessage, "repeated">;
  /** An owner has it, and may have carried it out. */
  sent: boolean;
  resolve(value: unknown): void;
  readonly reject: (error: unknown) => void;
}
export interface GroupOptions {
  /** The same in all tabs of a group, and in no other. */
  readonly name: string;
  readonly locks: Locks;
  /** Called when this tab has become the owner. */
  readonly host: (group: TabGroup, mail: Mail) => Host;
}
const lostWithOwner = "lost with the tab that kept the queue";

/**
 * One tab's place among those that share a queue and its dead letters. The owner is who holds the lock of the group; the others wait for it, and are served by the
 * owner over broadcast channels. The owner serves itself in the same way. Each tab holds a lock of its own as well, which is how the others learn of its end.
 */
export class TabGroup {
  readonly id = crypto.randomUUID();
  readonly queues = new Map<string, SharedQueue>();
  readonly #options: GroupOptions;
  readonly #mail: Mail;
  readonly #asked = new Map<number, Asked>();
  readonly #over = new AbortController();
  #made = 0;
  #owner: string | undefined;
  #host: Host | undefined;
  #unfollow = () => {};
  #leave = () => {};
  /** Gives the ownership to the next. */
  #resign = () => {};

  constructor(options: GroupOptions) {
    this.#options = options;
    this.#mail = new Mail(options.name, this.id, (message) => this.#receive(message));
  }

  async start(): Promise<void> {
    const { locks, name } = this.#options;
    // Nobody hears of this tab before it can be told when it goes.
    this.#leave = await holdLock(locks, this.#lockOf(this.id));
    // Rejects when this tab leaves before it was its turn.
    locks.request(name, { signal: this.#over.signal }, () => this.#own()).catch(() => undefined);
    this.#mail.postToAll({ kind: "who" });
  }
  call<Method extends keyof Calls>(queue: string, method: Method, args: Parameters<Calls[Method]>): Promise<ReturnType<Calls[Method]>> {
    return new Promise((resolve, reject) => {
      const call = ++this.#made;
      const asked: Asked = { message: { kind: "call", call, queue, method, args }, sent: false, resolve, reject };
      this.#asked.set(call, asked);
      if (this.#owner !== undefined) this.#send(this.#owner, asked);
    });
  }
  tell<Method extends keyof Calls>(queue: string, method: Method, args: Parameters<Calls[Method]>): void {
    if (this.#owner !== undefined) this.#mail.post(this.#owner, { kind: "call", call: undefined, queue, method, args, repeated: false });
  }
  /** Calls back when a tab of the group is gone. Returns what calls that off. */
  whenGone(tab: string, gone: () => void): () => void {
    return whenFree(this.#options.locks, this.#lockOf(tab), () => {
      this.#mail.forget(tab);
      gone();
    });
  }
  /** Leaves the others; the next of them becomes the owner. */
  async end(): Promise<void> {
    // It does not become the owner any more; if it is, it stays so until what it has begun is done.
    this.#over.abort();
    await this.#host?.close();
    this.#unfollow();
    this.#resign();
    this.#leave();
    this.#mail.close();
    for (const { message, reject } of this.#asked.values()) reject(new QueueClosedError(message.queue));
  }

  #own(): Promise<void> | undefined {
    if (this.#over.signal.aborted) return undefined;
    this.#host = this.#options.host(this, this.#mail);
    this.#mail.postToAll({ kind: "owner" });
    this.#follow(this.id);
    return new Promise((resolve) => {
      this.#resign = resolve;
    });
  }
  #receive(message: Message): void {
    const { kind, from } = message;
    if (kind === "who") {
      if (this.#host) this.#mail.post(from, { kind: "owner" });
    } else if (kind === "owner") {
      if (from !== this.#owner && !this.#host) this.#follow(from);
    } else if (kind === "call" || kind === "pong" || kind === "join") this.#host?.receive(message);
    else if (from === this.#owner) this.#hear(message);
  }
  #hear(message: Exclude<Message, { readonly kind: "who" | "owner" | "join" | "call" | "pong" }>): void {
    switch (message.kind) {
      case "answer": {
        const asked = this.#asked.get(message.call);
        this.#asked.delete(message.call);
        if (message.error) asked?.reject(errorOf(message.error));
        else asked?.resolve(message.value);
        break;
      }
      case "ping":
        this.#mail.post(message.from, { kind: "pong" });
        break;
      case "dropped":
        this.#lose(message.how);
        this.#join(message.from);
        break;
      default:
        this.queues.get(message.queue)?.hear(message);
    }
  }
  #follow(owner: string): void {
    this.#unfollow();
    if (this.#owner !== undefined) {
      this.#lose(lostWithOwner);
      this.#mail.forget(this.#owner);
    }
    this.#owner = owner;
    if (owner !== this.id) {
      // What it said may have come late, when it was the owner no more.
      this.#unfollow = this.whenGone(owner, () => {
        this.#owner = undefined;
        this.#lose(lostWithOwner);
        this.#mail.postToAll({ kind: "who" });
      });
    }
    this.#join(owner);
  }
  #lose(how: string): void {
    for (const queue of this.queues.values()) queue.lose(how);
  }
  /** Tells the owner all that it has to know, and asks again for what was not answered. */
  #join(owner: string): void {
    this.#mail.post(owner, { kind: "join" });
    for (const queue of this.queues.values()) queue.join();
    for (const asked of this.#asked.values()) this.#send(owner, asked);
  }
  #send(owner: string, asked: Asked): void {
    const repeated = asked.sent;
    asked.sent = true;
    try {
      this.#mail.post(owner, { ...asked.message, repeated });
    } catch (error) {
      // It has something that cannot be cloned.
      if (asked.message.call !== undefined) this.#asked.delete(asked.message.call);
      asked.reject(error);
    }
  }
  #lockOf(tab: string): string {
    return `${this.#options.name} ${tab}`;
  }
}
