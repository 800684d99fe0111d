import { distinctUntilChanged, map, type Observable } from "rxjs";
import type { Core } from "../../bus/index.ts";
import { type BusEvent, fromCloudEvent, validate } from "../../event/index.ts";
import { compileQuery, type Query } from "../../history/index.ts";
import type { DeadLetter, DeadLetterGroup, DeadLetters, WhichDeadLetters } from "../dead-letter.ts";
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

  async list(query?: Query, { limit, after }: { readonly limit?: number; readonly after?: string } = {}): Promise<readonly DeadLetter[]> {
    if (typeof query !== "function") return (await this.#line.call("letters", query, { limit, after })).map(letterOf);
    const all = await this.list(undefined, { limit: Infinity, after });
    const selects = compileQuery(query);
    return all
      .filter((letter, index) => selects({ position: index, event: letter.event, recordedAt: letter.deadAt, outcome: failedOnce }))
      .slice(0, limit ?? 100);
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

  async #crossing(which: WhichDeadLetters): Promise<WhichDeadLetters> {
    if (!("query" in which) || typeof which.query === "string") return which;
    return { ids: (await this.#chosen(which)).map(({ id }) => id) };
  }
  async #chosen(which: WhichDeadLetters): Promise<readonly DeadLetter[]> {
    if ("query" in which) return this.list(which.query, { limit: Infinity });
    const all = await this.list(undefined, { limit: Infinity });
    return all.filter(({ id, group }) => ("group" in which ? group === which.group : which.ids.includes(id)));
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

const failedOnce = { handlers: 1, failed: 1, skipped: 0, pending: 0 };

function letterOf(text: LetterText): DeadLetter {
  return { ...text, event: fromCloudEvent(text.event) };
}
