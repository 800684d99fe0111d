import { Store, type Readable, type Target } from "../target/index.ts";
import { DeckFeed } from "./deck-feed.ts";
import type { DeliveryLog } from "./why/delivery-log.ts";
import { createEventList, type EventListModel } from "./list/event-list.ts";
import { DetailModel } from "./detail/detail.ts";
import type { MiddlewareChanges } from "./detail/middleware-changes.ts";
import type { PaceOptions } from "./pace.ts";
import type { PreferenceStore } from "./preferences.ts";
import { LaterReload } from "./replay/later-reload.ts";
import type { ReloadPlace } from "./replay/reload-place.ts";
import { LaterReplayDeck } from "./replay/later-replay-deck.ts";
import type { ReplaySources } from "./replay/replay-settings.ts";
import { SessionsModel } from "./session/session-model.ts";
import { createStrip, type StripModel } from "./strip/strip.ts";

export interface DeckOptions extends PaceOptions {
  /** Remembers choices; without it they last as long as the deck. */
  readonly preferences?: PreferenceStore;
  /** The page that can be reloaded. @default this one, for a bus of this page */
  readonly reload?: ReloadPlace;
  /** What was noted of the bus before anybody looked. @default a new one */
  readonly feed?: DeckFeed;
}

/**
 * What the panel knows about one bus, without a view: what the events' view needs. What is looked at seldom is a part of its own, found by a function that
 * `deckPart` has made.
 */
export class DeckModel {
  readonly target: Target;
  readonly options: DeckOptions;
  /** What is noted as it happens. */
  readonly feed: DeckFeed;
  readonly events: EventListModel;
  readonly replay: LaterReplayDeck;
  readonly sessions: SessionsModel;
  readonly reload: LaterReload;
  readonly strip: StripModel;
  readonly detail: DetailModel;
  /** Whether the drawer in which events are written is open; its model is a part of its own. */
  readonly composing = new Store(false);
  readonly #onClose: (() => void)[] = [];

  constructor(target: Target, options: DeckOptions = {}) {
    this.target = target;
    this.options = options;
    this.feed = options.feed ?? new DeckFeed(target, options);
    this.detail = new DetailModel(options.preferences);
    this.events = createEventList(target, options);
    this.strip = createStrip(target.log, this.events, options);
    this.sessions = new SessionsModel(target, this.events);
    this.reload = new LaterReload(target, options.reload);
    this.replay = new LaterReplayDeck(target, { ...options, sources: this.#sources() });
    this.feed.tell({
      begin: () => [this.events.connect(), this.strip.connect()],
      outcomeChanged: (position) => {
        this.events.outcomeChanged(position);
        this.strip.outcomeChanged(position);
      },
    });
  }

  get deliveries(): DeliveryLog {
    return this.feed.deliveries;
  }

  get middleware(): MiddlewareChanges {
    return this.feed.middleware;
  }

  /** Whether the panel watches. While it does not, the list stands still, and nothing is known of how deliveries ended. */
  get recording(): Readable<boolean> {
    return this.feed.recording;
  }

  record(on: boolean): void {
    this.feed.record(on);
  }

  /** Watches the bus until the returned function is called; several views may do so at once. */
  connect(): () => void {
    return this.feed.connect();
  }

  /** Calls when the deck is closed: for parts that hold something. */
  onClose(act: () => void): void {
    this.#onClose.push(act);
  }

  close(): void {
    this.feed.close();
    this.replay.close();
    this.sessions.close();
    for (const act of this.#onClose.splice(0)) act();
  }

  #sources(): ReplaySources {
    const { events, strip } = this;
    return {
      filter: () => events.state.query,
      rows: () => events.state.rows,
      selected: () => {
        const { positions } = events.picked;
        return positions.length > 0
          ? positions
          : [events.state.opened?.position ?? events.state.cursor].filter((position): position is number => Number.isInteger(position));
      },
      span: () => strip.state.span,
      reveal: (position) => events.moveTo(position),
      changes: [events, events.picked, strip.span],
    };
  }
}

/** Makes the model of a deck; it does nothing until `connect`. */
export function createDeck(target: Target, options?: DeckOptions): DeckModel {
  return new DeckModel(target, options);
}
