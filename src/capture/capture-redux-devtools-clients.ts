import type { Bus } from "../bus/index.ts";
import { defineEvent, payload } from "../event/index.ts";
import { type CaptureOptions, checkOptions } from "./capture-options.ts";
import { capturing } from "./capturing.ts";
import { observeStores } from "./devtools-extension.ts";
import { nameOf, toWords } from "./event-names.ts";
import { ownData } from "./platform.ts";
import { RecentIds } from "./recent-ids.ts";
import { Recorder } from "./recorder.ts";
import { changeBetween, type StatePatch } from "./state-changes.ts";
import type { StoreConnection, StoreObserver } from "./store-connection.ts";

/** What is kept of what a store reports: `store.bears.feed`. */
export interface CapturedStoreAction {
  /** The store's name, as it connected. */
  readonly store: string;
  /** The action's type as it was. */
  readonly type: string;
  readonly action: unknown;
  readonly changed: readonly string[];
  readonly patches: readonly StatePatch[];
}

/** Takes the store of a captured event back to the state that it had after that event. */
export const jumpToState = defineEvent("store-jump.requested", payload<{ /** Id of the captured event. */ readonly event: string }>(), {
  priority: "immediate",
});

/** States that can be jumped to, of all stores together. They are kept as they are: a store that is not changed in place shares most of each with the next. */
const maxStates = 1000;

/**
 * Answers as the Redux DevTools extension does, so that whatever reports to that becomes events of the bus: zustand's `devtools` middleware, jotai, and stores that
 * are made with its enhancer. When the extension is installed, it is reported to as well. Stores connect as they are made, so it has to begin before.
 *
 * Emit `jumpToState({ event: id })` to take a store back to the state after one of the newest 1,000 of its events, as the extension's own Jump does.
 *
 * @example
 * const end = captureReduxDevtoolsClients(bus);
 * const useBears = create(devtools((set) => ({ bears: 0 }), { name: "bears" }));
 */
export function captureReduxDevtoolsClients(bus: Bus, options: CaptureOptions = {}): () => void {
  checkOptions("captureReduxDevtoolsClients", bus, options);
  return capturing(bus, captureReduxDevtoolsClients, (onEnd) => {
    const observer = new StoreRecorder((store) => new Recorder("captureReduxDevtoolsClients", bus, store, "store", options));
    onEnd(() => observer.end());
    onEnd(observeStores(observer));
    const jumps = bus.subscribe(jumpToState, ({ payload: { event } }) => observer.jumpTo(event), { name: "captureReduxDevtoolsClients", replays: false });
    onEnd(() => jumps.unsubscribe());
  });
}

/** Records what stores report, and keeps their states. */
class StoreRecorder implements StoreObserver {
  readonly #recorderOf: (store: StoreConnection) => Recorder;
  /** One for each store: a change of one that the handler of another's event makes is no echo. */
  readonly #recorders = new WeakMap<StoreConnection, Recorder>();
  readonly #ends: (() => void)[] = [];
  readonly #kept = new RecentIds(maxStates);
  readonly #states = new Map<string, { readonly store: StoreConnection; readonly state: unknown }>();

  constructor(recorderOf: (store: StoreConnection) => Recorder) {
    this.#recorderOf = recorderOf;
  }

  began(store: StoreConnection, state: unknown): void {
    this.#keep(store, state, "init", { store: store.name, state });
  }
  acted(store: StoreConnection, action: unknown, before: unknown, state: unknown): void {
    const type = typeOf(action);
    const captured: CapturedStoreAction = { store: store.name, type, action, ...changeBetween(before, state) };
    this.#keep(store, state, toWords(type), captured);
  }
  failed(store: StoreConnection, error: unknown): void {
    this.#recorder(store).record({ name: `${toWords(store.name)}.error`, payload: { store: store.name, error } });
  }

  jumpTo(id: string): void {
    const kept = this.#states.get(id);
    if (!kept) throw new RangeError(`No state is kept for the event "${id}": jump to one of the newest ${maxStates} that stores have reported here.`);
    kept.store.jumpTo(kept.state);
  }

  end(): void {
    for (const end of this.#ends.splice(0)) end();
    this.#states.clear();
  }

  #recorder(store: StoreConnection): Recorder {
    const known = this.#recorders.get(store);
    if (known) return known;
    const recorder = this.#recorderOf(store);
    this.#recorders.set(store, recorder);
    this.#ends.push(recorder.watch());
    return recorder;
  }
  #keep(store: StoreConnection, state: unknown, name: string, captured: unknown): void {
    const mark = this.#recorder(store).record({ name: `${toWords(store.name)}.${name}`, payload: captured });
    if (!mark) return;
    this.#states.set(mark.id, { store, state });
    const forgotten = this.#kept.add(mark.id);
    if (forgotten !== undefined) this.#states.delete(forgotten);
  }
}

function typeOf(action: unknown): string {
  return nameOf(typeof action === "object" && action !== null ? ownData(action, "type") : action) || "unnamed";
}
