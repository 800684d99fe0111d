import { Store, type Readable, type SessionRequest, type Target } from "../../target/index.ts";
import { errorText } from "../value/error-text.ts";

/** How far an export is. */
export interface SessionExportState {
  readonly status: "running" | "done" | "cancelled" | "failed";
  /** Name of the file. */
  readonly name: string;
  /** From 0 to 1. */
  readonly progress: number;
  readonly events: number;
  /** As they will be in the file, in UTF-16 characters. */
  readonly characters: number;
  readonly failure?: string;
}

export interface SessionExportOptions {
  readonly name: string;
  /** Takes pieces of the file, in order; each ends with a newline. */
  readonly write: (piece: string) => void;
  /** Lets the host have a turn. @default a later task */
  readonly pause?: () => Promise<void>;
}

/** Writes a session file piece by piece, so that a million events hold nobody up, and can be stopped at any moment. */
export class SessionExport implements Readable<SessionExportState> {
  readonly #store: Store<SessionExportState>;
  /** Resolves when it has come to an end, whichever. */
  readonly done: Promise<SessionExportState>;

  constructor(target: Target, request: SessionRequest, options: SessionExportOptions) {
    this.#store = new Store<SessionExportState>({ status: "running", name: options.name, progress: 0, events: 0, characters: 0 });
    this.done = this.#write(target, request, options);
  }

  get state(): SessionExportState {
    return this.#store.state;
  }
  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  cancel(): void {
    if (this.state.status === "running") this.#store.set({ ...this.state, status: "cancelled" });
  }

  async #write({ sessions, log }: Target, request: SessionRequest, { write, pause = laterTask }: SessionExportOptions): Promise<SessionExportState> {
    const { positions } = request;
    const first = Math.max(log.firstPosition, positions?.[0] ?? request.from ?? 0);
    // What is recorded from now on is no part of it: an export of a bus under load comes to an end.
    const last = Math.min(log.lastPosition, positions?.at(-1) ?? request.to ?? Number.POSITIVE_INFINITY);
    try {
      let next: number | undefined = first;
      while (next !== undefined && next <= last && this.state.status === "running") {
        const part = await sessions.part({ ...request, to: last }, next);
        if (this.state.status !== "running") break;
        const text = part.lines.map((line) => `${line}\n`).join("");
        if (text !== "") write(text);
        next = part.next;
        this.#note(part.lines.length, text.length, next === undefined ? 1 : (next - first) / Math.max(1, last - first + 1));
        if (next !== undefined) await pause();
      }
      if (this.state.status === "running") this.#store.set({ ...this.state, status: "done", progress: 1 });
    } catch (error) {
      this.#store.set({ ...this.state, status: "failed", failure: errorText(error) });
    }
    return this.state;
  }

  #note(events: number, characters: number, progress: number): void {
    const { state } = this;
    this.#store.set({ ...state, events: state.events + events, characters: state.characters + characters, progress });
  }
}

function laterTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** `shop-2026-01-02T03-04-05-filtered.session.jsonl`: sorts by time, and can be a file's name everywhere. */
export function sessionName(bus: string, part: "all" | "filtered" | "selected", now: Date): string {
  const name = bus.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replaceAll(/^[-.]+|[-.]+$/g, "");
  const moment = now.toISOString().slice(0, 19).replaceAll(":", "-");
  return `${name === "" ? "bus" : name}-${moment}${part === "all" ? "" : `-${part}`}.session.jsonl`;
}
