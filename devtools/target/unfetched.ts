/** Stands for a payload that is still where its bus is. `events.load` brings it. */
export class Unfetched {
  readonly #preview: string;

  constructor(preview: string) {
    this.#preview = preview;
  }

  /** Whether a payload is one. Unlike `instanceof` it runs no code of the application's, whose payloads may be proxies. */
  static is(payload: object): payload is Unfetched {
    return #preview in payload;
  }

  /** The payload in one line. */
  get preview(): string {
    return this.#preview;
  }
}
