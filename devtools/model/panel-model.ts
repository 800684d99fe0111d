import { Store, type Readable, type Target } from "../target/index.ts";
import { DeckFeed } from "./deck-feed.ts";
import type { DeckModel, DeckOptions } from "./deck.ts";
import { errorText } from "./value/error-text.ts";
import { laterMistake } from "./later.ts";
import type { PaceOptions } from "./pace.ts";
import { oneOf, PreferenceStore, type PreferenceStorage } from "./preferences.ts";

export type View = "events" | "listeners" | "queues" | "links" | "health";
export type Dock = "bottom" | "right" | "window";
export type Theme = "light" | "dark" | "system";

/** What the whole panel shows at one moment. */
export interface PanelState {
  readonly open: boolean;
  readonly targets: readonly Target[];
  /** The chosen bus; `undefined` while there is none. */
  readonly target: Target | undefined;
  /** Of the chosen bus; `undefined` while there is none, and until the panel is first opened. */
  readonly deck: DeckModel | undefined;
  readonly view: View;
  readonly dock: Dock;
  readonly theme: Theme;
  /** Why something that was asked for did not happen, in words, until it is dismissed. */
  readonly notice?: string;
}

type CreateDeck = (target: Target, options: DeckOptions) => DeckModel;

export interface PanelOptions extends PaceOptions {
  /** The buses to choose from. */
  readonly targets: Readable<readonly Target[]>;
  readonly dock?: Dock;
  readonly theme?: Theme;
  readonly initiallyOpen?: boolean;
  /** Makes decks. @default what `loadDecks` comes with */
  readonly createDeck?: CreateDeck;
  /** Loads what makes decks, when the panel is first opened; again after a failure. */
  readonly loadDecks?: () => Promise<{ readonly createDeck: CreateDeck }>;
  /** Remembers layout and choices; without it they last as long as the page. */
  readonly storage?: PreferenceStorage;
  /** Opens a source position in the editor. */
  readonly openInEditor?: (file: string, line: number) => void;
}

/** The panel as a whole: its buses, the chosen one, what is in front, and what was chosen before. */
export class PanelModel implements Readable<PanelState> {
  readonly preferences: PreferenceStore;
  readonly openInEditor: ((file: string, line: number) => void) | undefined;
  readonly #options: PanelOptions;
  readonly #store: Store<PanelState>;
  readonly #decks = new Map<Target, DeckModel>();
  readonly #feeds = new Map<Target, DeckFeed>();
  #createDeck: PanelOptions["createDeck"];
  #disposed = false;
  #files: readonly Target[] = [];
  readonly #leave: () => void;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#createDeck = options.createDeck;
    this.preferences = new PreferenceStore(options.storage);
    this.openInEditor = options.openInEditor;
    const remembered = this.preferences;
    this.#store = new Store<PanelState>({
      open: options.initiallyOpen ?? false,
      targets: [],
      target: undefined,
      deck: undefined,
      view: remembered.get("view", oneOf("events", "listeners", "queues", "links", "health"), "events"),
      dock: remembered.get("dock", oneOf("bottom", "right", "window"), options.dock ?? "bottom"),
      theme: remembered.get("theme", oneOf("light", "dark", "system"), options.theme ?? "system"),
    });
    this.#leave = options.targets.subscribe(() => this.#retarget());
    this.#retarget();
    if (this.state.open) void this.ready();
  }

  get state(): PanelState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  open(): void {
    this.#patch({ open: true });
    void this.ready();
  }

  /** The deck of the chosen bus. What decks are made of is loaded when the first is asked for; a notice says when that fails, and the next call tries again. */
  async ready(): Promise<DeckModel | undefined> {
    const { loadDecks } = this.#options;
    if (this.#createDeck || !loadDecks) return this.state.deck;
    try {
      const { createDeck } = await loadDecks();
      if (this.#disposed) return undefined;
      this.#createDeck = createDeck;
      this.#retarget();
    } catch (error) {
      this.notify(laterMistake("The event deck", error));
    }
    return this.state.deck;
  }

  /** What is noted of the chosen bus as it happens, also while the panel is closed. */
  get feed(): DeckFeed | undefined {
    return this.state.target && this.#feedOf(this.state.target);
  }

  close(): void {
    this.#patch({ open: false });
  }

  /** Brings a view to the front. */
  go(view: View): void {
    this.preferences.set("view", view);
    this.#patch({ view });
  }

  setDock(dock: Dock): void {
    this.preferences.set("dock", dock);
    this.#patch({ dock });
  }

  setTheme(theme: Theme): void {
    this.preferences.set("theme", theme);
    this.#patch({ theme });
  }

  /** Looks at another bus. */
  choose(target: Target): void {
    this.preferences.set("bus", target.name);
    this.#patch({ target, deck: this.#deckOf(target) });
  }

  /** Selects an event and opens the panel. The first bus that knows the event is chosen; when none does, a notice says so. */
  async show(what: { readonly id: string } | { readonly position: number }): Promise<void> {
    this.#patch({ open: true, view: "events" });
    await this.ready();
    const { target: chosen, targets } = this.state;
    const order = chosen ? [chosen, ...targets.filter((target) => target !== chosen)] : targets;
    for (const target of order) {
      const position = "position" in what ? known(target, what.position) : await target.events.find(what.id);
      if (position === undefined) continue;
      if (target !== chosen) this.choose(target);
      this.state.deck?.events.open(position);
      return;
    }
    this.notify(
      `There is no event ${"id" in what ? what.id : `#${what.position}`} in the history of ${listOf(targets)}: it was evicted, or never recorded there.`,
    );
  }

  /** Empties the history of the chosen bus; when that is out of reach, a notice says so. */
  clear(): void {
    this.state.deck?.events.clear().catch((error: unknown) => this.notify(`The history was not cleared: ${errorText(error)}`));
  }

  /** Filters the list of the chosen bus. */
  filter(query: string): void {
    if (this.state.deck) this.state.deck.events.filter(query);
    else void this.ready().then((deck) => deck?.events.filter(query));
  }

  /**
   * Opens a session file as a bus of its own, beside the others, and looks at it.
   * @throws SessionFormatError with the line number; nothing has changed then
   */
  async importSession(file: Blob | string): Promise<void> {
    const text = typeof file === "string" ? file : await file.text();
    const name = typeof File !== "undefined" && file instanceof File ? file.name : `session ${this.#files.length + 1}`;
    const { openSession } = await import("../target/file-target.ts");
    const target = await openSession(text, name);
    this.#files = [...this.#files, target];
    this.#retarget();
    this.choose(target);
    this.#patch({ view: "events" });
    this.open();
  }

  /** Says something in the panel until it is dismissed. @param notice - `undefined` dismisses it */
  notify(notice: string | undefined): void {
    this.#patch({ notice });
  }

  /** Lets go of everything; the buses themselves stay. */
  dispose(): void {
    this.#disposed = true;
    this.#leave();
    for (const feed of this.#feeds.values()) feed.close();
    for (const deck of this.#decks.values()) deck.close();
    for (const file of this.#files) file.close();
    this.#decks.clear();
    this.#feeds.clear();
    this.#files = [];
  }

  #retarget(): void {
    const targets = [...this.#options.targets.state, ...this.#files];
    const { deck, target: before } = this.state;
    const wanted = this.preferences.state["bus"];
    const named = (name: unknown) => targets.find((target) => target.name === name);
    const chosen = targets.find((target) => target === before) ?? named(before?.name) ?? named(wanted) ?? targets[0];
    const next = chosen && this.#deckOf(chosen);
    // A page that was loaded again: what was asked of its bus before is asked of it again.
    if (deck && next && next !== deck && !targets.includes(deck.target) && deck.target.name === next.target.name) goOn(deck, next);
    for (const [target, feed] of this.#feeds) {
      if (targets.includes(target)) continue;
      feed.close();
      this.#decks.get(target)?.close();
      this.#feeds.delete(target);
      this.#decks.delete(target);
    }
    this.#patch({ targets, target: chosen, deck: next });
  }

  #deckOf(target: Target): DeckModel | undefined {
    const options = { ...this.#options, preferences: this.preferences, feed: this.#feedOf(target) };
    const deck = this.#decks.get(target) ?? this.#createDeck?.(target, options);
    if (deck) this.#decks.set(target, deck);
    return deck;
  }

  #feedOf(target: Target): DeckFeed {
    const feed = this.#feeds.get(target) ?? new DeckFeed(target, this.#options);
    this.#feeds.set(target, feed);
    return feed;
  }

  #patch(change: Partial<PanelState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}

function goOn(before: DeckModel, now: DeckModel): void {
  const { text, pressed } = before.events.state;
  now.events.filter(text);
  if (pressed.length > 0) now.events.pressOnly(pressed);
  now.record(before.recording.state);
}

function known(target: Target, position: number): number | undefined {
  return target.log.get(position) && position;
}

function listOf(targets: readonly Target[]): string {
  return targets.length === 0 ? "any bus" : targets.map(({ name }) => name).join(", ");
}
