import { Store, type Readable, type SessionRequest, type Target } from "../../target/index.ts";
import type { EventListModel } from "../list/event-list.ts";
import { laterMistake } from "../later.ts";
import type { SessionExport, SessionExportState } from "./session-export.ts";

/** What the views of sessions show. */
export interface SessionsState {
  /** An export that is under way, or has ended and was not dismissed yet. */
  readonly job?: SessionExportState;
  /** Positions to make a test of; the dialog for that is open. */
  readonly test?: readonly number[];
}

/** Hands a finished file to the user. */
export type Download = (name: string, file: Blob) => void;

/** Session files of one bus, and what is made of its events. */
export class SessionsModel implements Readable<SessionsState> {
  readonly #target: Target;
  readonly #events: EventListModel;
  readonly #store = new Store<SessionsState>({});
  #job: SessionExport | undefined;

  constructor(target: Target, events: EventListModel) {
    this.#target = target;
    this.#events = events;
  }

  get state(): SessionsState {
    return this.#store.state;
  }
  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Writes a session file and hands it over when it is whole. One at a time: another one ends the one before. */
  async export(part: "all" | "filtered" | "selected", download: Download, positions: readonly number[] = []): Promise<void> {
    const { text, error } = this.#events.state;
    const request: SessionRequest = part === "selected" ? { positions } : part === "filtered" && !error ? { filter: text } : {};
    const writing = await this.#writing();
    if (!writing) return;
    const { SessionExport, sessionName, GrowingFile } = writing;
    this.#job?.cancel();
    const file = new GrowingFile();
    const name = sessionName(this.#target.name, part, new Date());
    const job = new SessionExport(this.#target, request, { name, write: (piece) => file.write(piece) });
    this.#job = job;
    const leave = job.subscribe(() => this.#job === job && this.#patch({ job: job.state }));
    this.#patch({ job: job.state });
    const { status } = await job.done;
    leave();
    if (status === "done") download(name, file.whole());
  }
  cancel(): void {
    this.#job?.cancel();
  }
  /** Forgets how the last export ended. */
  dismiss(): void {
    this.#patch({ job: undefined });
  }

  /** Opens the dialog that makes a test of these; closes it without any. */
  makeTest(positions: readonly number[] | undefined): void {
    this.#patch({ test: positions });
  }
  close(): void {
    this.#job?.cancel();
  }

  async #writing() {
    try {
      return await import("./session-file.ts");
    } catch (error) {
      const failure = laterMistake("What writes session files", error);
      this.#patch({ job: { status: "failed", name: "The session", progress: 0, events: 0, characters: 0, failure } });
      return undefined;
    }
  }

  #patch(change: Partial<SessionsState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}
