import { isMessage, type Message, type MessageBody } from "./wire.ts";

/** Messages between the tabs of a group: to all of them, or to one, so that an event is copied for nobody else. */
export class Mail {
  readonly #name: string;
  readonly #id: string;
  readonly #receive: (message: Message) => void;
  readonly #all: BroadcastChannel;
  readonly #own: BroadcastChannel;
  readonly #others = new Map<string, BroadcastChannel>();

  constructor(name: string, id: string, receive: (message: Message) => void) {
    this.#name = name;
    this.#id = id;
    this.#receive = receive;
    this.#all = new BroadcastChannel(name);
    this.#own = this.#open(id);
    const take = ({ data }: { readonly data: unknown }) => {
      if (isMessage(data)) receive(data);
    };
    this.#all.addEventListener("message", take);
    this.#own.addEventListener("message", take);
  }

  postToAll(message: MessageBody): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- the rule takes it for a window; a broadcast channel has one origin
    this.#all.postMessage({ ...message, from: this.#id });
  }
  /** Those to one tab arrive in the order in which they were posted. @throws DataCloneError */
  post(to: string, message: MessageBody): void {
    const signed = { ...message, from: this.#id };
    if (to === this.#id) {
      // As from elsewhere: a copy, and not before whoever posts it has returned.
      const copy = structuredClone(signed);
      queueMicrotask(() => this.#receive(copy));
      return;
    }
    let channel = this.#others.get(to);
    if (!channel) this.#others.set(to, (channel = this.#open(to)));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- as above
    channel.postMessage(signed);
  }
  /** That tab is gone. */
  forget(tab: string): void {
    this.#others.get(tab)?.close();
    this.#others.delete(tab);
  }
  close(): void {
    this.#all.close();
    this.#own.close();
    for (const channel of this.#others.values()) channel.close();
  }

  #open(tab: string): BroadcastChannel {
    return new BroadcastChannel(`${this.#name} ${tab}`);
  }
}
