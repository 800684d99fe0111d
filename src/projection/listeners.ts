import { Observable, Subject } from "rxjs";

/** Who is told that another state is shown: plain listeners, and observers of a stream. */
export class Listeners<State> {
  /** The current state at once, then whatever is told. */
  readonly state$: Observable<State>;
  readonly #states = new Subject<State>();
  #entries: readonly { readonly listener: () => void; active: boolean }[] = [];
  #closed = false;

  constructor(current: () => State) {
    this.state$ = new Observable((observer) => {
      // First, so that what the observer sets off with the current state reaches it too.
      const subscription = this.#closed ? undefined : this.#states.subscribe(observer);
      observer.next(current());
      if (this.#closed) observer.complete();
      return subscription;
    });
  }

  /** Returns what takes the listener away again; one that is added twice is told twice. */
  add(listener: () => void): () => void {
    const entry = { listener, active: !this.#closed };
    if (entry.active) this.#entries = [...this.#entries, entry];
    return () => {
      entry.active = false;
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
  }
  /** @param failed hears what a listener throws; what an observer throws is RxJS's to report */
  tell(state: State, failed: (error: unknown) => void): void {
    for (const entry of this.#entries) {
      try {
        if (entry.active) entry.listener();
      } catch (error) {
        failed(error);
      }
    }
    this.#states.next(state);
  }
  close(): void {
    this.#closed = true;
    for (const entry of this.#entries) entry.active = false;
    this.#entries = [];
    this.#states.complete();
  }
}
