import type { HistoryEntry } from "eventdeck";
import { Store, type Readable, type Target } from "../../target/index.ts";
import { Unfetched } from "../../target/unfetched.ts";
import { onNextFrame, type FrameSource } from "../frame.ts";
import { Later, laterMistake } from "../later.ts";

// As many as anybody scrolls past in a while; the oldest are asked for again.
const mostKept = 4_000;
const mostPerAsk = 200;

// Loaded when a column is read from payloads for the first time.
const reading = new Later(() => import("./column-text.ts"));

/** What stands in the columns that are read from payloads: read at once where the payload is here, and asked for where it is not. */
export class ColumnTexts implements Readable<number> {
  readonly #target: Target;
  readonly #onFrame: FrameSource;
  readonly #known = new Map<string, string>();
  readonly #wanted = new Map<string, Set<number>>();
  readonly #arrived = new Store(0);
  #asking = false;
  #reading = false;

  constructor(target: Target, onFrame: FrameSource = onNextFrame) {
    this.#target = target;
    this.#onFrame = onFrame;
  }

  /** Grows when texts have arrived. */
  get state(): number {
    return this.#arrived.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#arrived.subscribe;
  }

  /** The text at a path of an event, or the size of its payload for `size`; `undefined` while it is on its way. */
  of(path: string, { position, event }: HistoryEntry): string | undefined {
    if (!(event.payload instanceof Unfetched)) return this.#read(event.payload, path);
    const known = this.#known.get(`${position} ${path}`);
    if (known === undefined) this.#want(path, position);
    return known;
  }

  #read(payload: unknown, path: string): string | undefined {
    const { state } = reading;
    if (state.status === "ready") return state.value.columnText(payload, path);
    if (state.status === "failed") return laterMistake("What reads columns", state.error);
    if (!this.#reading) void reading.load().then(() => this.#arrived.set(this.state + 1));
    this.#reading = true;
    return undefined;
  }

  #want(path: string, position: number): void {
    const wanted = this.#wanted.get(path) ?? new Set<number>();
    // What was scrolled past before its turn came is not worth asking for any more.
    if (wanted.size >= mostPerAsk) for (const oldest of wanted) if (wanted.size >= mostPerAsk) wanted.delete(oldest);
    this.#wanted.set(path, wanted.add(position));
    if (this.#asking) return;
    this.#asking = true;
    this.#onFrame(() => void this.#ask());
  }

  async #ask(): Promise<void> {
    const asked = [...this.#wanted].map(([path, positions]) => ({ path, positions: [...positions] }));
    this.#wanted.clear();
    await Promise.all(asked.map(({ path, positions }) => this.#askFor(path, positions)));
    this.#asking = false;
    this.#arrived.set(this.state + 1);
  }

  async #askFor(path: string, positions: readonly number[]): Promise<void> {
    // A page that has gone answers nothing; its list says so.
    const texts = await this.#target.events.column(path, positions).catch(() => []);
    for (const [index, position] of positions.entries()) this.#known.set(`${position} ${path}`, texts[index] ?? "");
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostKept) break;
      this.#known.delete(oldest);
    }
  }
}
