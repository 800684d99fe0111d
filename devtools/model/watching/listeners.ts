import { Store, type Coverage, type Frame, type Listener, type Readable, type Target, type TargetRecord } from "../../target/index.ts";
import type { DeckFeed } from "../deck-feed.ts";
import { deckPart } from "../deck-part.ts";
import { catchAlls } from "./catch-all.ts";
import { errorText } from "../value/error-text.ts";
import { type Leak, LeakWatch } from "./leaks.ts";
import type { ListenerDurations } from "./listeners-durations.ts";
import { type ListenerGrouping, type ListenerRow, listenerRows, type ListenerSort } from "./listeners-rows.ts";
import { Pace, type PaceOptions } from "../pace.ts";

export interface ListenersState {
  /** `false` until the first answer. */
  readonly loaded: boolean;
  readonly listeners: readonly Listener[];
  readonly rows: readonly ListenerRow[];
  readonly filter: string;
  readonly sort: ListenerSort;
  readonly grouping: ListenerGrouping;
  /** Types that were emitted and that nobody listens to, but for those who listen to every type. */
  readonly unheard: readonly Coverage[];
  /** The names of those who listen to every type. */
  readonly catchAlls: readonly string[];
  /** Registered types of which none was emitted yet. */
  readonly unused: readonly Coverage[];
  readonly leaks: readonly Leak[];
  readonly keepsStacks: boolean;
  /** The row whose place is shown, and its stack: `undefined` while it is fetched, `null` when none was kept. */
  readonly opened: { readonly id: string; readonly frames: readonly Frame[] | null | undefined } | undefined;
  /** Why the last question was not answered. */
  readonly mistake?: string;
}

/** Stats change with every delivery; nobody reads them faster than that. */
const refreshMs = 500;
/** Matching every selector with every type is the dear part, and seldom news. */
const coverageMs = 2_000;

/** Who listens to what. It asks only while somebody looks, at most twice a second. */
class ListenersModel implements Readable<ListenersState> {
  readonly #durations: ListenerDurations;
  readonly #target: Target;
  readonly #leaks = new LeakWatch();
  readonly #pace: Pace;
  readonly #store = new Store<ListenersState>({
    loaded: false,
    listeners: [],
    rows: [],
    filter: "",
    sort: { column: "name", descending: false },
    grouping: "type",
    unheard: [],
    catchAlls: [],
    unused: [],
    leaks: [],
    keepsStacks: false,
    opened: undefined,
  });
  #coverage: readonly Coverage[] = [];
  #closed: ReadonlySet<string> = new Set();
  #views = 0;
  #asking = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #coveredAt = Number.NEGATIVE_INFINITY;
  #leaveLog: (() => void) | undefined;

  constructor({ target, durations }: Pick<DeckFeed, "target" | "durations">, options?: PaceOptions) {
    this.#target = target;
    this.#durations = durations;
    this.#pace = new Pace(() => this.#turn(), options);
  }

  get state(): ListenersState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Asks for as long as somebody looks; returns what ends that. */
  connect(): () => void {
    this.#views += 1;
    if (this.#views === 1) {
      this.#leaveLog = this.#target.log.onChange(() => this.#pace.request());
      this.#askedAt = Number.NEGATIVE_INFINITY;
      this.#coveredAt = Number.NEGATIVE_INFINITY;
      this.#pace.request();
    }
    let connected = true;
    return () => {
      if (!connected) return;
      connected = false;
      this.#views -= 1;
      if (this.#views > 0) return;
      this.#leaveLog?.();
      this.#pace.stop();
    };
  }

  /** Told by whoever watches the bus. */
  take(record: TargetRecord): void {
    if (this.#views === 0 || (record.kind !== "subscribed" && record.kind !== "unsubscribed")) return;
    this.#coveredAt = Number.NEGATIVE_INFINITY;
    this.#pace.request();
  }

  filter(filter: string): void {
    this.#show({ filter });
  }

  /** Sorts by a column; again, the other way round. */
  sortBy(column: ListenerSort["column"]): void {
    const { sort } = this.state;
    const descends = column !== "name" && column !== "selector";
    this.#show({ sort: { column, descending: sort.column === column ? !sort.descending : descends } });
  }

  group(grouping: ListenerGrouping): void {
    this.#show({ grouping });
  }

  toggle(key: string): void {
    const closed = new Set(this.#closed);
    if (!closed.delete(key)) closed.add(key);
    this.#closed = closed;
    this.#show({});
  }

  /** Keeps the places where subscriptions are made from now on. */
  async keepStacks(on: boolean): Promise<void> {
    await this.#try(async () => {
      await this.#target.listeners.keepStacks(on);
      this.#patch({ keepsStacks: on });
    });
  }

  /** Shows where a subscription was made; the same again hides it. */
  async open(id: string): Promise<void> {
    if (this.state.opened?.id === id) return this.#patch({ opened: undefined });
    this.#patch({ opened: { id, frames: undefined } });
    await this.#try(async () => {
      const frames = (await this.#target.listeners.stackOf(id)) ?? null;
      if (this.state.opened?.id === id) this.#patch({ opened: { id, frames } });
    });
  }

  /** Ends subscriptions. */
  async end(ids: readonly string[]): Promise<void> {
    await this.#try(async () => {
      for (const id of ids) await this.#target.listeners.end(id);
    });
    this.#askedAt = Number.NEGATIVE_INFINITY;
    this.#coveredAt = Number.NEGATIVE_INFINITY;
    this.#pace.request();
  }

  #turn(): void {
    if (this.#views === 0 || this.#asking) return;
    const now = this.#pace.now();
    // Too soon: the frame after asks again.
    if (now - this.#askedAt < refreshMs) return this.#pace.request();
    this.#askedAt = now;
    this.#asking = true;
    void this.#ask(now).finally(() => {
      this.#asking = false;
    });
  }

  async #ask(now: number): Promise<void> {
    await this.#try(async () => {
      const listeners = await this.#target.listeners.list();
      if (now - this.#coveredAt >= coverageMs) {
        this.#coveredAt = now;
        this.#coverage = await this.#target.listeners.coverage();
      }
      const ofAll = catchAlls(listeners);
      const ids = new Set(ofAll.map(({ id }) => id));
      const unheard = this.#coverage.filter((each) => each.emitted > 0 && each.listeners.every((id) => ids.has(id)));
      const unused = this.#coverage.filter(({ registered, emitted }) => registered && emitted === 0);
      this.#show({
        loaded: true,
        listeners,
        unheard,
        catchAlls: [...new Set(ofAll.map(({ name }) => name))],
        unused,
        leaks: this.#leaks.sample(listeners, now),
      });
    });
  }

  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      if (this.state.mistake !== undefined) this.#patch({ mistake: undefined });
    } catch (error) {
      this.#patch({ mistake: errorText(error) });
    }
  }

  #show(change: Partial<ListenersState>): void {
    const next = { ...this.state, ...change };
    const lines = next.listeners.map((listener) => ({ ...listener, p95: this.#durations.p95(listener.id) }));
    this.#store.set({ ...next, rows: listenerRows(lines, this.#coverage, { ...next, closed: this.#closed }) });
  }

  #patch(change: Partial<ListenersState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}

/** Who listens to the bus of a deck. */
export const listenersOf = deckPart(({ feed, options }) => {
  const listeners = new ListenersModel(feed, options);
  feed.tell({ take: (record) => listeners.take(record) });
  return listeners;
});
