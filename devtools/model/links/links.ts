import type { ConnectionFault } from "eventdeck/transport";
import { Store, type Link, type Readable, type Target } from "../../target/index.ts";
import { deckPart } from "../deck-part.ts";
import type { PaceOptions } from "../pace.ts";
import { Inquiry } from "../watching/inquiry.ts";
import { errorText } from "../value/error-text.ts";
import { type LinkRate, LinkRates } from "./link-rates.ts";

/** A link with what the panel itself has measured. */
export interface LinkLine extends Link {
  readonly perSecond: LinkRate;
}

export interface LinksState {
  /** `false` until the first answer. */
  readonly loaded: boolean;
  /** Those that are not closed in the order in which they were made, then those that are, the newest first. */
  readonly links: readonly LinkLine[];
  /** The link whose particulars are shown, and what went wrong with it: `undefined` until that is known. */
  readonly opened: { readonly id: number; readonly faults: readonly ConnectionFault[] | undefined } | undefined;
  /** Why the last question was not answered. */
  readonly mistake?: string;
}

/** Counts change with every event; nobody reads them faster than that. */
const refreshMs = 500;

/** What connects a bus to others. It asks only while somebody looks, at most twice a second. */
class LinksModel implements Readable<LinksState> {
  readonly #target: Target;
  readonly #inquiry: Inquiry;
  readonly #rates = new LinkRates();
  readonly #store = new Store<LinksState>({ loaded: false, links: [], opened: undefined });

  constructor(target: Target, options?: PaceOptions) {
    this.#target = target;
    this.#inquiry = new Inquiry({ everyMs: () => refreshMs, ask: (now) => this.#try(() => this.#ask(now)) }, options);
  }

  get state(): LinksState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Asks for as long as somebody looks; returns what ends that. */
  connect(): () => void {
    return this.#inquiry.connect();
  }

  /** Shows the particulars of a link; the same again hides them. */
  open(id: number): void {
    this.#patch({ opened: this.state.opened?.id === id ? undefined : { id, faults: undefined } });
    this.#inquiry.soon();
  }

  /** Closes a link. */
  async close(id: number): Promise<void> {
    await this.#try(() => this.#target.links.close(id));
    this.#inquiry.soon();
  }

  /** What is known of a link, as JSON to hand on: no events, but names, selectors, counts and messages of errors. */
  diagnosticsOf(id: number): string {
    const { links, opened } = this.state;
    const { name, source, place } = this.#target;
    const link = links.find((each) => each.id === id);
    return JSON.stringify({ bus: { name, source, place }, link, faults: opened?.id === id ? opened.faults : undefined }, undefined, 2);
  }

  async #ask(now: number): Promise<void> {
    const id = this.state.opened?.id;
    const [links, faults] = await Promise.all([this.#target.links.list(), id === undefined ? undefined : this.#target.links.faults(id)]);
    this.#rates.take(links, now);
    const opened = this.state.opened;
    this.#patch({
      loaded: true,
      links: ordered(links).map((link) => ({ ...link, perSecond: this.#rates.of(link.id) })),
      // Closed long ago, and forgotten since.
      ...(opened && opened.id === id && { opened: links.some((link) => link.id === id) ? { id: opened.id, faults } : undefined }),
    });
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
      if (this.state.mistake !== undefined) this.#patch({ mistake: undefined });
    } catch (error) {
      this.#patch({ mistake: errorText(error) });
    }
  }

  #patch(change: Partial<LinksState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}

function ordered(links: readonly Link[]): readonly Link[] {
  const closed = links.filter(({ state }) => state === "closed");
  return [...links.filter(({ state }) => state !== "closed"), ...closed.toReversed()];
}

/** What connects the bus of a deck to others. */
export const linksOf = deckPart(({ target, options }) => new LinksModel(target, options));
