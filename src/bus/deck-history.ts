import { EventHistory, type HistoryOptions, type Replay } from "../history/index.ts";
import type { History, ReplayOptions } from "./replay-options.ts";

/** History with the deck that plays it back. */
export class DeckHistory extends EventHistory implements History {
  readonly #start: (options: ReplayOptions) => Replay;

  constructor(options: HistoryOptions | false, host: ConstructorParameters<typeof EventHistory>[1], start: (options: ReplayOptions) => Replay) {
    super(options, host);
    this.#start = start;
  }
  replay(options: ReplayOptions = {}): Replay {
    return this.#start(options);
  }
}
