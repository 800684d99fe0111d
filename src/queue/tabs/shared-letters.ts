import { distinctUntilChanged, map, type Observable } from "rxjs";
import type { Core } from "../../bus/index.ts";
import { type BusEvent, fromCloudEvent, requireFrom, validate } from "../../event/index.ts";
import { compileQuery, type Query } from "../../history/index.ts";
import type { DeadLetter, DeadLetterGroup, DeadLetterPage, DeadLetters, EditedRedrive, WhichDeadLetters } from "../dead-letter.ts";
import type { QueueInfo } from "../queue.ts";
import { identityOf } from "./identity.ts";
import type { Line } from "./line.ts";
import type { LetterText } from "./wire.ts";

/** The dead letters of a queue that another tab may own. Functions stay in this tab: what they decide goes over. */
export class SharedLetters implements DeadLetters {
  readonly count$: Observable<number>;
  readonly #line: Line;
  readonly #core: Core;

  constructor(line: Line, core: Core, info$: Observable<QueueInfo>) {
    this.#line = line;
    this.#core = core;
    this.count$ = info$.pipe(
      map(({ dead }) => dead),
      distinctUntilChanged(),
    );
  }

  async list(query?: Query, { limit = 100, after, group }: DeadLetterPage = {}): Promise<readonly DeadLetter[]> {
    requireFrom(1, "limit", limit);
    // A function stays here: all are fetched for it.
    const selects = typeof query === "function" ? compileQuery(query) : undefined;
    const letters: DeadLetter[] = [];
    const page = { limit: selects ? pageOf : Math.min(limit, pageOf), after, group };
    for await (const letter of this.#from(typeof query === "function" ? undefined : query, page)) {
      if (!selects || selects({ position: letters.length, event: letter.event, recordedAt: letter.deadAt, outcome: failedOnce })) letters.push(letter);
      if (letters.length >= limit) break;
    }
    return letters;
  }
  ids(page: DeadLetterPage = {}): Promise<readonly string[]> {
    return this.#line.call("letterIds", page);
  }
  async get(id: string): Promise<DeadLetter | undefined> {
    const text = await this.#line.call("letter", id);
    return text && letterOf(text);
  }
  groups(): Promise<readonly DeadLetterGroup[]> {
    return this.#line.call("groups");
  }
  async redrive(which: WhichDeadLetters, edit?: (event: BusEvent) => unknown): Promise<number> {
    if (!edit) return this.#line.call("redrive", await this.#crossing(which), undefined);
    const letters = await this.#chosen(which);
    const edits = new Map(letters.map(({ event }) => [identityOf(event), this.#edited(event, edit)]));
    return this.#line.call("redrive", { ids: letters.map(({ id }) => id) }, edits);
  }
  async discard(which: WhichDeadLetters): Promise<number> {
    return this.#line.call("discard", await this.#crossing(which));
  }
  edited(eventId: string): Promise<readonly EditedRedrive[]> {
    return this.#line.call("edited", eventId);
  }

  /** All from there on, a page after the other: neither tab is held up by one message with all of them. */
  async *#from(query: string | undefined, page: DeadLetterPage & { readonly limit: number }): AsyncGenerator<DeadLetter> {
    for (let { after } = page; ;) {
      const texts = await this.#line.call("letters", query, { ...page, after });
      for (const text of texts) yield letterOf(text);
      after = texts.at(-1)?.id;
      if (texts.length < page.limit) return;
    }
  }
  async #crossing(which: WhichDeadLetters): Promise<WhichDeadLetters> {
    if (!("query" in which) || typeof which.query === "string") return which;
    return { ids: (await this.#chosen(which)).map(({ id }) => id) };
  }
  async #chosen(which: WhichDeadLetters): Promise<readonly DeadLetter[]> {
    if ("query" in which) return this.list(which.query, { limit: Infinity });
    if ("group" in which) return this.list(undefined, { limit: Infinity, group: which.group });
    return (await Promise.all(which.ids.map((id) => this.get(id)))).filter((letter) => letter !== undefined);
  }
  /** Checked here as well: the error of this tab says which members are wrong. */
  #edited(event: BusEvent, edit: (event: BusEvent) => unknown): unknown {
    const input = edit(event);
    if (typeof input === "object" && input !== null && "then" in input) throw new TypeError("edit returned a promise: return the payload itself.");
    const kind = this.#core.kindOf.get(event.type);
    if (kind) validate(kind.schema, event.type, input);
    return input;
  }
}

/** Letters of one message. */
const pageOf = 200;
const failedOnce = { handlers: 1, failed: 1, skipped: 0, pending: 0 };

function letterOf(text: LetterText): DeadLetter {
  return { ...text, event: fromCloudEvent(text.event) };
}
