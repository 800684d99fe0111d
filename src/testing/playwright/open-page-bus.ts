import type { Page } from "@playwright/test";
import type { EmitOptions } from "../../bus/index.ts";
import { BusError, type BusEvent, encodePayload, type EventDraft, type EventKind, fromCloudEvent, requireFrom, TimeoutError } from "../../event/index.ts";
import type { QueryOptions } from "../../history/index.ts";
import type { ExposedDraft, ExposedEntry } from "../exposed-bus.ts";
import { toText } from "../to-text.ts";
import type { PageBus, PageReplayOptions, PageWaitOptions } from "./page-bus.ts";
import { type Answer, callPage } from "./page-call.ts";
import { Patience } from "./patience.ts";

const defaultTimeoutMs = 15_000;

/** The bus that a page exposes under a name. */
export class OpenPageBus implements PageBus {
  readonly #page: Page;
  readonly #name: string;
  #crashed = false;
  #waits = 0;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.#name = name;
    page.on("crash", () => {
      this.#crashed = true;
    });
  }

  /** Why nothing can be asked of the page any more. */
  get gone(): string | undefined {
    if (this.#crashed) return "The page has crashed.";
    return this.#page.isClosed() ? "The page is closed." : undefined;
  }

  waitFor<Type extends string, Payload>(what: EventKind<Type, Payload>, options?: PageWaitOptions): Promise<BusEvent<Type, Payload>>;
  waitFor(what: string, options?: PageWaitOptions): Promise<BusEvent>;
  async waitFor(what: string | EventKind, options: PageWaitOptions = {}): Promise<BusEvent> {
    const { timeoutMs = defaultTimeoutMs, since = "now" } = options;
    requireFrom(0, "timeoutMs", timeoutMs);
    return revive(await this.#waitFor(queryOf(what), since, new Patience(timeoutMs)));
  }
  events<Type extends string, Payload>(what: EventKind<Type, Payload>, options?: QueryOptions): Promise<readonly BusEvent<Type, Payload>[]>;
  events(what?: string, options?: QueryOptions): Promise<readonly BusEvent[]>;
  async events(what: string | EventKind = "", options: QueryOptions = {}): Promise<readonly BusEvent[]> {
    const entries = await this.#read(() => callPage(this.#page, this.#name, "query", [queryOf(what), options]));
    return entries.map(revive);
  }
  async emit(event: EventDraft, { signal, ...options }: EmitOptions = {}): Promise<BusEvent> {
    if (signal) throw new TypeError("A signal cannot leave the test's process: leave it out.");
    const draft = toExposedDraft(event);
    return fromCloudEvent(await this.#ask(() => callPage(this.#page, this.#name, "emit", [draft, options])));
  }
  async replay(lines: Iterable<string>, options: PageReplayOptions = {}): Promise<void> {
    const session = toFile(lines);
    await this.#ask(() => callPage(this.#page, this.#name, "replay", [session, options]));
  }
  async import(lines: Iterable<string>): Promise<void> {
    const session = toFile(lines);
    await this.#ask(() => callPage(this.#page, this.#name, "import", [session]));
  }
  session(): Promise<string> {
    return this.#read(() => callPage(this.#page, this.#name, "session", []));
  }

  /** As `#ask`; what only reads is asked again when a navigation swallowed the answer. */
  #read<Value>(call: () => Promise<Answer<Value>>): Promise<Value> {
    return this.#ask(() => call().catch(() => ({ kind: "absent", names: [] })));
  }
  /** Asks until the bus is there. What was done must not be done twice, so an answer that got lost is the caller's to hear of. */
  async #ask<Value>(call: () => Promise<Answer<Value>>): Promise<Value> {
    const patience = new Patience(defaultTimeoutMs);
    for (;;) {
      if (this.gone !== undefined) throw new BusError("ERR_PAGE_GONE", this.gone);
      const answer = await call();
      if (answer.kind === "value") return answer.value;
      if (answer.kind === "failed") throw new BusError("ERR_PAGE", answer.message);
      if (patience.isOver) throw new TimeoutError(this.#describeAbsence(answer.names, patience.timeoutMs));
      await patience.pause();
    }
  }

  async #waitFor(query: string, since: "now" | "start", patience: Patience): Promise<ExposedEntry> {
    const key = `page ${++this.#waits}`;
    let from = since;
    for (;;) {
      // Called before anything is awaited: what the test does next comes after.
      const entry = await patience.limit(this.#listen(query, from, key));
      if (entry !== undefined && entry !== "again") return entry;
      if (this.gone !== undefined) throw new BusError("ERR_PAGE_GONE", `${this.gone} Until then it had not emitted ${query || "anything"}.`);
      if (patience.isOver) throw new TimeoutError(await this.#describeTimeout(query, key, patience.timeoutMs));
      // There was no bus, or it was replaced, or the page was: all that the next one has in its history came after the call.
      from = "start";
      await patience.pause();
    }
  }
  async #listen(query: string, since: "now" | "start", key: string): Promise<ExposedEntry | "again"> {
    const answer = await callPage(this.#page, this.#name, "waitFor", [query, { since, key }]).catch((): undefined => undefined);
    if (answer?.kind === "failed") throw new BusError("ERR_PAGE", answer.message);
    return answer?.kind === "value" && answer.value !== undefined ? answer.value : "again";
  }

  async #describeTimeout(query: string, key: string, timeoutMs: number): Promise<string> {
    const what = `${query === "" ? "No event" : `No event that matches "${query}"`} within ${timeoutMs} ms.`;
    const asked = (async () => {
      await callPage(this.#page, this.#name, "endWait", [key]);
      return callPage(this.#page, this.#name, "query", ["", { newestFirst: true, limit: 10 }]);
    })();
    // A page that is busy for ever must not make a second timeout of the first.
    const answer = await new Patience(defaultTimeoutMs).limit(asked.catch(() => undefined));
    if (answer === undefined) return `${what} The page did not answer when asked for its newest events.`;
    if (answer.kind === "absent") return `${what} ${this.#describeAbsence(answer.names, timeoutMs)}`;
    if (answer.kind === "failed") return `${what} ${answer.message}`;
    if (answer.value.length === 0) return `${what} The page's history is empty.`;
    return `${what} The newest events:\n${answer.value.toReversed().map(describe).join("\n")}`;
  }
  #describeAbsence(names: readonly string[], timeoutMs: number): string {
    const others = names.length > 0 ? ` It has exposed ${names.map((name) => `"${name}"`).join(", ")}; \`test.use({ busName: … })\` chooses.` : "";
    return `The page has exposed no bus "${this.#name}" within ${timeoutMs} ms: call exposeBus(bus) of eventdeck/testing there.${others}`;
  }
}

function queryOf(what: string | EventKind): string {
  return typeof what === "string" ? what : `type:${what.type}`;
}
function toFile(lines: Iterable<string>): string {
  return typeof lines === "string" ? lines : [...lines].join("\n");
}
function toExposedDraft({ type, input, options, definition }: EventDraft): ExposedDraft {
  const topic = typeof definition?.topic === "string" ? definition.topic : undefined;
  return { type, ...encodePayload(input), options, unregistered: definition && { priority: definition.priority, ...(topic !== undefined && { topic }) } };
}
function revive({ event }: ExposedEntry): BusEvent {
  return fromCloudEvent(event);
}
function describe(entry: ExposedEntry): string {
  const { type, payload } = revive(entry);
  return `  #${entry.position} ${type} ${toText(payload)}`;
}
