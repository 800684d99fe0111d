import { Store, type Readable, type Target } from "../../target/index.ts";
import { errorText } from "./error-text.ts";
import { Held } from "../list/held.ts";

/** The payload of an event that may be far away. */
export type PayloadState =
  | { readonly status: "loading" }
  | { readonly status: "evicted" }
  | { readonly status: "ready"; readonly payload: Held<unknown> }
  | { readonly status: "failed"; readonly message: string };

/** Gets the payload of an event: it is there already beside the bus, and fetched from elsewhere once `start` is called. */
export class PayloadLoad implements Readable<PayloadState> {
  readonly #target: Pick<Target, "where" | "events">;
  readonly #position: number;
  readonly #store: Store<PayloadState>;
  #asked = 0;

  /** @param payload as far as it is known here */
  constructor(target: Pick<Target, "where" | "events">, position: number, payload: unknown) {
    this.#target = target;
    this.#position = position;
    this.#store = new Store<PayloadState>(target.where === "remote" ? { status: "loading" } : { status: "ready", payload: new Held(payload) });
  }

  get state(): PayloadState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  start(): void {
    if (this.state.status === "loading") void this.#load();
  }

  /** Asks once more, after a failure. */
  retry(): void {
    if (this.state.status !== "failed") return;
    this.#store.set({ status: "loading" });
    void this.#load();
  }

  /** What comes after this is not wanted any more. */
  cancel(): void {
    this.#asked += 1;
  }

  async #load(): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    const state = await this.#ask();
    if (asked === this.#asked) this.#store.set(state);
  }

  async #ask(): Promise<PayloadState> {
    try {
      const entry = await this.#target.events.load(this.#position);
      return entry ? { status: "ready", payload: new Held(entry.event.payload) } : { status: "evicted" };
    } catch (error) {
      return { status: "failed", message: errorText(error) };
    }
  }
}
