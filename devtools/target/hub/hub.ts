import type { LinkTransport } from "eventdeck/transport";
import { lobbyName, targetOn } from "../remote/wire.ts";
import { type Frame, isFrame } from "./frame.ts";
import { Line } from "./line.ts";
import { isLobbyMessage, isToHost, isToPanel } from "./said.ts";

/** Pages have buses and answer for them; panels look at those. */
export type Role = "page" | "panel";

/** Pages, or panels, that one line may speak for; each has one, and one more while it is loaded again. */
const mostPresent = 8;

interface Member {
  readonly role: Role;
  readonly name: string;
  readonly line: Line;
  readonly present: Set<string>;
  /** The buses that it has said it has. */
  readonly targets: Set<string>;
  /** It was told who is there. */
  greeted: boolean;
}

export interface HubOptions {
  /** Told of what was refused, and why. */
  readonly onRefused?: (error: Error) => void;
}

/**
 * Carries the panel's protocol between pages and panels that have nothing in common but this process. What pages say goes to panels only, and the other way round; a
 * page speaks for the buses that it was the first to announce, and under the name that it has, so that none can pass for another, or for a panel.
 */
export class Hub {
  readonly #members = new Set<Member>();
  /** Who has announced a bus, by its id. */
  readonly #owners = new Map<string, Member>();
  readonly #onRefused: (error: Error) => void;
  #refused = 0;
  #closed = false;

  constructor({ onRefused = () => undefined }: HubOptions = {}) {
    this.#onRefused = onRefused;
  }

  /** How much was refused, since it was made. */
  get refused(): number {
    return this.#refused;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Lets in whoever is on the far side of a link, now or later, until the link ends.
   *
   * @param ended - called then, for whatever reason; also when the hub is closed
   * @throws what the link rejects with
   */
  async admit(link: LinkTransport, role: Role, ended: () => void = () => undefined): Promise<void> {
    const line = new Line(link, {
      hear: (message) => this.#hear(member, message),
      lost: () => this.#lose(member),
      ended: () => {
        this.#lose(member);
        this.#members.delete(member);
        ended();
      },
      refused: (error) => this.#refuse(member, error instanceof Error ? error.message : String(error)),
    });
    const member: Member = { role, name: link.name, line, present: new Set(), targets: new Set(), greeted: false };
    this.#members.add(member);
    try {
      await line.open();
    } catch (error) {
      this.#members.delete(member);
      throw error;
    }
  }

  /** Shows everybody out. */
  close(): void {
    this.#closed = true;
    for (const { line } of this.#members) line.close();
  }

  #hear(member: Member, message: unknown): void {
    if (!isFrame(message)) return this.#refuse(member, "it is of no form that pages and panels send");
    if (!member.greeted) this.#greet(member);
    switch (message.kind) {
      case "present":
        return this.#arrive(member, message.page);
      case "absent":
        return this.#depart(member, message.page);
      case "said": {
        const why = member.role === "page" ? this.#fromPage(member, message) : this.#fromPanel(member, message);
        if (why !== undefined) this.#refuse(member, why);
      }
    }
  }

  #greet(member: Member): void {
    member.greeted = true;
    for (const other of this.#facing(member)) for (const page of other.present) this.#send(member, { kind: "present", page });
  }

  #arrive(member: Member, page: string): void {
    if (member.present.has(page)) return;
    if ([...this.#members].some(({ present }) => present.has(page))) return this.#refuse(member, "it goes by the name of another page");
    if (member.present.size >= mostPresent) return this.#refuse(member, `it goes by more than ${mostPresent} names`);
    member.present.add(page);
    this.#tellFacing(member, { kind: "present", page });
  }

  #depart(member: Member, page: string): void {
    if (member.present.delete(page)) this.#tellFacing(member, { kind: "absent", page });
  }

  #lose(member: Member): void {
    for (const page of member.present) this.#depart(member, page);
    this.#disown(member);
    member.greeted = false;
  }

  /** @returns why it was refused, if it was */
  #fromPage(member: Member, frame: Extract<Frame, { kind: "said" }>): string | undefined {
    const { channel, message } = frame;
    if (channel === lobbyName) {
      if (!isLobbyMessage(message) || message.kind === "who") return "a page says in the lobby which buses it has, or that it goes";
      if (!member.present.has(message.page)) return "it speaks for another page";
      const targets = message.kind === "here" ? message.targets.map(({ id }) => id) : [];
      if (targets.some((id) => (this.#owners.get(id) ?? member) !== member)) return "it announces a bus of another page";
      this.#disown(member);
      for (const id of targets) this.#own(member, id);
    } else {
      if (this.#owners.get(targetOn(channel) ?? "") !== member) return "it speaks for a bus that it has not announced";
      if (!isToPanel(message)) return "it says to panels what pages do not say";
    }
    this.#tellFacing(member, frame);
    return undefined;
  }

  /** @returns why it was refused, if it was */
  #fromPanel(member: Member, frame: Extract<Frame, { kind: "said" }>): string | undefined {
    const { channel, message } = frame;
    if (channel === lobbyName) {
      if (!isLobbyMessage(message) || message.kind !== "who" || !member.present.has(message.page)) return "a panel asks in the lobby who is there";
      this.#tellFacing(member, frame);
      return undefined;
    }
    if (!isToHost(message) || !member.present.has(message.panel)) return "it says to a bus what panels do not say";
    const owner = this.#owners.get(targetOn(channel) ?? "");
    // A bus that has gone meanwhile hears nothing.
    if (owner) this.#send(owner, frame);
    return undefined;
  }

  #own(member: Member, target: string): void {
    member.targets.add(target);
    this.#owners.set(target, member);
  }
  #disown(member: Member): void {
    for (const target of member.targets) this.#owners.delete(target);
    member.targets.clear();
  }

  #facing({ role }: Member): readonly Member[] {
    return [...this.#members].filter((other) => other.role !== role);
  }
  #tellFacing(member: Member, frame: Frame): void {
    for (const other of this.#facing(member)) this.#send(other, frame);
  }
  #send(member: Member, frame: Frame): void {
    try {
      member.line.send(frame);
    } catch (error) {
      this.#refuse(member, `what it was to be sent cannot cross to it (${String(error)})`);
    }
  }

  #refuse(member: Member, why: string): void {
    this.#refused += 1;
    this.#onRefused(new Error(`The devtools refused something on ${member.name}: ${why}.`));
  }
}
