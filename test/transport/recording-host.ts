import type { ConnectionState, TransportHost } from "eventdeck/transport";

/** The host of a transport that is tested without a bus: it keeps what it hears. */
export class RecordingHost implements TransportHost {
  readonly instanceId = "here";
  readonly interest = [];
  readonly received: unknown[] = [];
  readonly states: ConnectionState[] = [];
  readonly errors: unknown[] = [];
  readonly #waiting = new Set<() => void>();

  receive(message: unknown): void {
    this.received.push(message);
    this.#look();
  }
  gap(): void {
    throw new Error("A link leaves gaps to the host.");
  }
  refuse(error: unknown): void {
    this.errors.push(error);
    this.#look();
  }
  away(): void {
    throw new Error("No page is left here.");
  }
  state(state: ConnectionState, error?: unknown): void {
    this.states.push(state);
    if (error !== undefined) this.errors.push(error);
    this.#look();
  }
  get last(): ConnectionState | undefined {
    return this.states.at(-1);
  }
  /** The texts of all errors. */
  get complaints(): string {
    return this.errors.map(String).join("\n");
  }

  /** Resolves when something has come in that makes it true. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!condition()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
  #look(): void {
    for (const look of this.#waiting) look();
  }
}
