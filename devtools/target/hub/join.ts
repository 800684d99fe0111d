import type { LinkTransport } from "eventdeck/transport";
import type { Channel } from "../remote/link.ts";
import type { Presence } from "../remote/presence.ts";
import type { Rendezvous } from "../remote/rendezvous.ts";
import { type Frame, isFrame } from "./frame.ts";
import { Line } from "./line.ts";

/** A place among the pages and panels of a hub, for as long as the line to it holds. */
export interface Joined extends Rendezvous {
  readonly presence: Presence;
  leave(): void;
}

/**
 * Joins the pages and panels of a hub over a link.
 *
 * @param ended - called once the line is no more, after everybody on the far side has been told of as gone; also after `leave`
 * @throws when the hub does not let this side in, or does not answer
 */
export async function joinHub(link: LinkTransport, ended: () => void = () => undefined): Promise<Joined> {
  const member = new Member();
  let joined = false;
  const line = new Line(link, {
    hear: (message) => member.hear(message),
    // It may be there again for others; what was known of them is not known any more.
    lost: () => line.close(),
    ended: () => {
      member.end();
      if (joined) ended();
    },
    refused: () => undefined,
  });
  member.line = line;
  await line.open();
  if (!line.up) throw new Error("The hub of the devtools does not answer on this link.");
  joined = true;
  return { openChannel: (name) => member.open(name), presence: member, leave: () => line.close() };
}

class Member implements Presence {
  line: Line | undefined;
  readonly #takers = new Map<string, Set<(message: unknown) => void>>();
  readonly #waiting = new Map<string, Set<() => void>>();
  /** Who is there on the far side. */
  readonly #present = new Set<string>();

  open(name: string): Channel {
    const own = new Set<(message: unknown) => void>();
    return {
      send: (message) => this.#send({ kind: "said", channel: name, message }),
      listen: (take) => {
        own.add(take);
        const all = this.#takers.get(name) ?? new Set();
        this.#takers.set(name, all.add(take));
      },
      close: () => {
        const all = this.#takers.get(name);
        for (const take of own) all?.delete(take);
        if (all?.size === 0) this.#takers.delete(name);
      },
    };
  }

  hold(page: string, held: () => void): () => void {
    this.#send({ kind: "present", page });
    let left = false;
    queueMicrotask(() => {
      if (!left) held();
    });
    return () => {
      if (!left) this.#send({ kind: "absent", page });
      left = true;
    };
  }

  whenGone(page: string, gone: () => void): () => void {
    const waiting = this.#waiting.get(page) ?? new Set();
    // One set, each time another function: who waits twice is told twice.
    const tell = () => gone();
    waiting.add(tell);
    this.#waiting.set(page, waiting);
    queueMicrotask(() => {
      if (!this.#present.has(page)) this.#gone(page);
    });
    return () => {
      waiting.delete(tell);
      if (waiting.size === 0 && this.#waiting.get(page) === waiting) this.#waiting.delete(page);
    };
  }

  hear(message: unknown): void {
    // The hub sends no other; a far side of another version may.
    if (!isFrame(message)) return;
    if (message.kind === "said") for (const take of this.#takers.get(message.channel) ?? []) take(message.message);
    else if (message.kind === "present") this.#present.add(message.page);
    else this.#gone(message.page);
  }

  end(): void {
    for (const page of [...this.#present, ...this.#waiting.keys()]) this.#gone(page);
    this.#takers.clear();
  }

  #gone(page: string): void {
    this.#present.delete(page);
    const waiting = this.#waiting.get(page);
    this.#waiting.delete(page);
    for (const tell of waiting ?? []) tell();
  }

  #send(frame: Frame): void {
    this.line?.send(frame);
  }
}
