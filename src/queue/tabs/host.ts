import { BusClosedError } from "../../event/index.ts";
import type { Clock } from "../../scheduling/index.ts";
import type { StoredQueue } from "../stored-queue.ts";
import { textOfError } from "../error-text.ts";
import type { Mail } from "./mail.ts";
import { Member } from "./member.ts";
import { served, type Serving } from "./served.ts";
import type { CallMessage, Message, SettingsText } from "./wire.ts";

export interface HostOptions {
  /** Of the owner itself, whose end it need not be told. */
  readonly id: string;
  readonly clock: Clock;
  readonly mail: Mail;
  /** Calls back when a tab is gone. Returns what calls that off. */
  readonly whenGone: (tab: string, gone: () => void) => () => void;
  readonly open: (queue: string, settings: SettingsText) => Promise<StoredQueue>;
  /** Hears of failures that nobody waits for. */
  readonly report: (error: unknown) => void;
}
interface Hosted {
  readonly settings: SettingsText;
  readonly pausedBy: Set<Member>;
  opening: Promise<StoredQueue> | undefined;
}
/** How long tabs wait for a queue that could not be opened. */
const openAgainMs = 1000;

/** The owner's side: the queues themselves, and who uses them. */
export class Host {
  readonly #options: HostOptions;
  readonly #hosted = new Map<string, Hosted>();
  readonly #members = new Map<string, Member>();
  #leaving = false;
  #closed = false;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  receive(message: Extract<Message, { readonly kind: "call" | "pong" | "join" }>): void {
    const { from, kind } = message;
    const member = this.#members.get(from);
    if (kind === "pong") member?.heard();
    else if (kind === "join") member?.end("lost, since its tab began anew");
    else if (!this.#closed) void this.#answer(member ?? this.#enter(from), message);
  }
  /** Lets the handlers of all tabs settle, for the visibility timeout at most. What cannot be done meanwhile, the next owner is asked for. */
  async close(): Promise<void> {
    this.#leaving = true;
    const members = [...this.#members.values()];
    const patienceMs = Math.max(0, ...Array.from(this.#hosted.values(), ({ settings }) => settings.visibilityTimeoutMs));
    const loseRest = () => members.forEach((member) => member.end("lost, since the tab that kept the queue has closed it"));
    const cancel = this.#options.clock.schedule(loseRest, patienceMs, "normal");
    await Promise.all(members.flatMap(({ consumers }) => Array.from(consumers.values(), (consumer) => consumer.stop())));
    cancel();
    this.#closed = true;
    // Who had to hear of one that was not opened has.
    await Promise.allSettled(Array.from(this.#hosted.values(), async ({ opening }) => (await opening)?.close()));
    for (const member of this.#members.values()) member.leave();
  }

  #enter(id: string): Member {
    const { clock, mail, whenGone } = this.#options;
    const member: Member = new Member(
      clock,
      (message) => mail.post(id, message),
      () => {
        this.#members.delete(id);
        for (const { opening, pausedBy } of this.#hosted.values())
          if (pausedBy.delete(member) && pausedBy.size === 0) void opening?.then((queue) => queue.resume());
      },
    );
    if (id !== this.#options.id) member.unwatch = whenGone(id, () => member.end("lost with its tab"));
    this.#members.set(id, member);
    return member;
  }
  /** Never rejects. */
  async #answer(member: Member, message: CallMessage & { readonly from: string }): Promise<void> {
    const { id, clock, report } = this.#options;
    const { call, method } = message;
    try {
      const { settings, pausedBy, opening } = this.#open(message);
      const queue = await opening;
      if (member.gone) return;
      const { repeated } = message;
      const serving = { member, queue, visibilityTimeoutMs: settings.visibilityTimeoutMs, pausedBy, leaving: this.#leaving, repeated };
      const value = await carryOut(serving, message);
      if (call !== undefined) member.post({ kind: "answer", call, value });
    } catch (error) {
      // What fails because this tab is about to leave, the next owner is asked for.
      if (this.#closed || member.gone || (error instanceof BusClosedError && message.from !== id)) return;
      if (call !== undefined) return member.post({ kind: "answer", call, error: textOfError(error) });
      // The tab begins anew then, with all its consumers.
      if (method === "open") clock.schedule(() => member.gone || member.endAndTell("lost, since its queue could not be opened"), openAgainMs, "normal");
      if (method !== "consume") report(error);
    }
  }
  /** One that could not be opened is tried again by who next wants something of it. @throws Error for one that no tab has */
  #open({ queue: name, method, args }: CallMessage): Hosted & { readonly opening: Promise<StoredQueue> } {
    let hosted = this.#hosted.get(name);
    if (!hosted) {
      const [settings] = args;
      if (method !== "open" || !isSettings(settings)) throw new Error(`The queue "${name}" was not opened by a tab that uses it.`);
      this.#hosted.set(name, (hosted = { settings, pausedBy: new Set(), opening: undefined }));
    }
    const known = hosted;
    const opening = (known.opening ??= this.#options.open(name, known.settings).catch((error: unknown) => {
      known.opening = undefined;
      throw error;
    }));
    return { ...known, opening };
  }
}

function carryOut(serving: Serving, { method, args }: CallMessage): unknown {
  // The arguments are those of the method beside them.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (served[method] as (serving: Serving, ...args: readonly unknown[]) => unknown)(serving, ...args);
}
function isSettings(value: unknown): value is SettingsText {
  return typeof value === "object" && value !== null && "visibilityTimeoutMs" in value;
}
