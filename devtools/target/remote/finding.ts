import { Store, type Readable } from "../readable.ts";
import type { Target } from "../target.ts";
import { type Link, linkOver } from "./link.ts";
import type { LobbyOptions } from "./lobby.ts";
import { pageName } from "./page-name.ts";
import { type Rendezvous, sameOrigin } from "./rendezvous.ts";
import { RemoteTarget } from "./remote-target.ts";
import { afterMs } from "./soon.ts";
import { channelOf, type LobbyMessage, lobbyName, protocolVersion, type TargetInfo, type ToHost, type ToPanel } from "./wire.ts";

/** The buses of other pages, as they come and go. One whose page has gone stays, marked as lost, until `close`. */
export function findRemoteTargets({ rendezvous = sameOrigin(), ...options }: LobbyOptions = {}): Readable<readonly Target[]> & { close(): void } {
  const found = new Store<readonly Target[]>([]);
  if (!rendezvous) return { state: [], subscribe: found.subscribe, close: () => undefined };
  const finding = new Finding(found, rendezvous, options);
  return {
    get state() {
      return found.state;
    },
    subscribe: found.subscribe,
    close: () => finding.close(),
  };
}

/** A page takes less than that from going to being there again, as its successor tells it. */
const reloadMs = 3_000;

interface Found {
  readonly page: string;
  /** Milliseconds since the Unix epoch. */
  readonly metAt: number;
  readonly remote: RemoteTarget;
}

class Finding {
  readonly #found: Store<readonly Target[]>;
  readonly #rendezvous: Rendezvous;
  readonly #options: Required<Pick<LobbyOptions, "later" | "version">>;
  readonly #panel = pageName();
  readonly #lobby: Link<LobbyMessage, LobbyMessage>;
  /** In the order in which they were met. */
  readonly #remotes = new Map<string, Found>();
  /** Pages that are known, and what calls off waiting for their end. */
  readonly #pages = new Map<string, (() => void) | undefined>();
  #leave: (() => void) | undefined;
  #ready = false;

  constructor(found: Store<readonly Target[]>, rendezvous: Rendezvous, { later = afterMs, version = protocolVersion }: LobbyOptions) {
    this.#found = found;
    this.#rendezvous = rendezvous;
    this.#options = { later, version };
    const { openChannel, presence } = rendezvous;
    this.#lobby = linkOver(openChannel(lobbyName));
    this.#lobby.listen((message) => this.#hear(message));
    // Pages let go of a panel that is closed without a word, so they must not hear of it before they can tell that it is there.
    if (presence) this.#leave = presence.hold(this.#panel, () => this.#begin());
    else this.#begin();
    if (typeof globalThis.addEventListener === "function" && typeof document !== "undefined") globalThis.addEventListener("pagehide", this.#goodbye);
  }

  #begin(): void {
    this.#ready = true;
    this.#lobby.post({ kind: "who", page: this.#panel, version: this.#options.version });
  }

  close(): void {
    if (typeof globalThis.removeEventListener === "function") globalThis.removeEventListener("pagehide", this.#goodbye);
    for (const callOff of this.#pages.values()) callOff?.();
    for (const { remote } of this.#remotes.values()) remote.target.close();
    this.#lobby.close();
    this.#leave?.();
  }

  // Also where there are no locks. A page that may come back from the browser's memory is not gone.
  readonly #goodbye = ({ persisted }: { readonly persisted?: boolean }): void => {
    if (!persisted) for (const { remote } of this.#remotes.values()) remote.target.close();
  };

  #hear(message: LobbyMessage): void {
    if (!this.#ready) return;
    if (message.kind === "here") this.#meet(message.page, message.version, message.targets);
    else if (message.kind === "gone") this.#lose(message.page);
  }

  #meet(page: string, version: number, infos: readonly TargetInfo[]): void {
    for (const [id, each] of this.#remotes) if (each.page === page && !infos.some((info) => info.id === id)) each.remote.lose();
    for (const info of infos) if (!this.#knows(page, info.id)) this.#add(page, version, info);
    // A page with another version may not hold what this one waits for.
    if (!this.#pages.has(page))
      this.#pages.set(page, version === this.#options.version ? this.#rendezvous.presence?.whenGone(page, () => this.#lose(page)) : undefined);
    this.#dropReplaced();
    this.#publish();
  }

  /** Not one that was lost with the page's line, and comes back over another, under another name of the page. */
  #knows(page: string, id: string): boolean {
    const known = this.#remotes.get(id);
    return known !== undefined && (known.page === page || known.remote.target.status.state.connection !== "lost");
  }

  #add(page: string, version: number, info: TargetInfo): void {
    const { later, version: own } = this.#options;
    const open = () => {
      const link = linkOver<ToPanel, ToHost>(this.#rendezvous.openChannel(channelOf(info.id)));
      return { ...link, listen: (take: (message: ToPanel) => void) => link.listen((message) => this.#take(remote, () => take(message))) };
    };
    const remote = new RemoteTarget({ info, panel: this.#panel, open, later });
    this.#remotes.set(info.id, { page, metAt: Date.now(), remote });
    if (version !== own)
      remote.lose(`That page speaks version ${version} of the panel's protocol, and this panel version ${own}. Load both with the same version of eventdeck.`);
  }

  /** A page that is no friend says what it likes: that costs it its place here, and the panel nothing. */
  #take(remote: RemoteTarget, take: () => void): void {
    try {
      take();
    } catch (error) {
      remote.lose(`What that page says of the bus cannot be read (${String(error)}). Load both with the same version of eventdeck.`);
    }
  }

  #lose(page: string): void {
    for (const each of this.#remotes.values()) if (each.page === page) each.remote.lose();
    this.#pages.delete(page);
    this.#dropReplaced();
    this.#publish();
  }

  /** A page that was loaded again has the bus of before under a new id, and may say so before the old one is known to be gone. */
  #dropReplaced(): void {
    const all = [...this.#remotes];
    for (const [index, [id, { remote }]] of all.entries()) {
      const { name, status } = remote.target;
      const { lost } = status.state;
      const replaces = ({ remote: { target }, metAt }: Found) =>
        target.name === name && target.status.state.connection !== "lost" && lost && metAt > lost.at - reloadMs;
      if (lost && all.slice(index + 1).some(([, later]) => replaces(later))) this.#remotes.delete(id);
    }
  }

  #publish(): void {
    const targets = [...this.#remotes.values()].map(({ remote }) => remote.target);
    const { state } = this.#found;
    if (targets.length !== state.length || targets.some((target, index) => target !== state[index])) this.#found.set(targets);
  }
}
