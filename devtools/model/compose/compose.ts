import type { HistoryEntry } from "eventdeck";
import { Store, type DraftText, type Explanation, type InputIssue, type Kind, type Readable, type Target, type TargetRecord } from "../../target/index.ts";
import { copiedEnvelope, type ComposeEnvelope, emptyEnvelope, type EnvelopeMistake, readEnvelope } from "./compose-envelope.ts";
import { blankForm, type ComposeForm, formOf, sampledForm, switchMode, typedMistakes } from "./compose-form.ts";
import { type ComposeOutcome, OutcomeWatch } from "./compose-outcome.ts";
import { deckPart } from "../deck-part.ts";
import { errorText } from "../value/error-text.ts";
import { Pace, type PaceOptions } from "../pace.ts";
import { absent } from "./schema-blank.ts";

/** The recorded event that a draft is a copy of. */
export interface ComposeSource {
  readonly position: number;
  readonly id: string;
  readonly correlationId: string;
  readonly type: string;
  readonly recordedAt: number;
}

/** What is being written. */
export interface ComposeDraft {
  readonly type: string;
  readonly form: ComposeForm;
  readonly envelope: ComposeEnvelope;
  readonly source?: ComposeSource;
  /** Of the sample; grows with each. */
  readonly seed: number;
}

export interface ComposeState {
  readonly open: boolean;
  /** Definitions and types that were seen; empty until they have been asked for. */
  readonly kinds: readonly Kind[];
  readonly draft: ComposeDraft;
  /** Of the draft's type; `undefined` for one that nobody has defined or seen. */
  readonly kind: Kind | undefined;
  /** What is wrong: texts that mean nothing yet, then what the definition says. */
  readonly issues: readonly InputIssue[];
  readonly mistakes: readonly EnvelopeMistake[];
  /** The definition has been asked about what stands there now. */
  readonly checked: boolean;
  /** Who would get it; `undefined` while that is not known, as for an invalid one. */
  readonly audience: readonly Explanation[] | undefined;
  readonly emitting: boolean;
  readonly outcome: ComposeOutcome | undefined;
  /** What was written before another event was asked for. */
  readonly replaced: ComposeDraft | undefined;
  /** Why what was asked for is not here. */
  readonly notice?: string;
}

const nothing: ComposeDraft = { type: "", form: formOf(undefined, absent), envelope: emptyEnvelope, seed: 0 };

const closed: ComposeState = {
  open: false,
  kinds: [],
  draft: nothing,
  kind: undefined,
  issues: [],
  mistakes: [],
  checked: false,
  audience: undefined,
  emitting: false,
  outcome: undefined,
  replaced: undefined,
};

/** New events by hand: written in a form or as JSON, checked while they are typed, emitted once per press. */
export class ComposeModel implements Readable<ComposeState> {
  readonly #target: Target;
  readonly #store = new Store<ComposeState>(closed);
  readonly #pace: Pace;
  readonly #watch: OutcomeWatch;
  /** The last event that was asked for: one that loads slower than the next must not take its place. */
  #asked = 0;
  /** The newest check; older answers are about something else. */
  #checks = 0;
  #checking = false;
  #touched = false;
  /** As it was chosen; without a schema it is JSON all the same. */
  #mode: ComposeForm["mode"] = "form";

  constructor(target: Target, options?: PaceOptions) {
    this.#target = target;
    this.#pace = new Pace(() => void this.#check(), options);
    this.#watch = new OutcomeWatch(target, (outcome) => this.#patch({ outcome }), options);
  }

  get state(): ComposeState {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Opens the drawer with what stood there last. @param type - begins a blank one of this type */
  async open(type?: string): Promise<void> {
    this.#asked += 1;
    this.#patch({ open: true, notice: undefined });
    await this.#loadKinds();
    if (type !== undefined) this.choose(type);
    else this.#pace.request();
  }

  /** Opens the drawer with a copy of a recorded event: of this one, whatever is selected meanwhile. What was being written can be brought back. */
  async edit(position: number): Promise<void> {
    const asked = (this.#asked += 1);
    this.#patch({ open: true, notice: undefined });
    await this.#loadKinds();
    const entry = await this.#target.events.load(position).catch((error: unknown) => errorText(error));
    if (asked !== this.#asked) return;
    if (typeof entry === "string" || !entry) {
      this.#patch({ notice: `Event #${position} cannot be edited: ${typeof entry === "string" ? entry : "it has been evicted from history"}.` });
      return;
    }
    this.#replace(this.#copyOf(entry));
  }

  close(): void {
    this.#asked += 1;
    this.#pace.stop();
    this.#patch({ open: false });
  }

  /** Begins a blank event of another type. The envelope stays. */
  choose(type: string): void {
    const kind = this.#kindOf(type);
    const { envelope } = this.state.draft;
    this.#replace({ type, form: blankForm(kind, this.#mode), envelope: { ...envelope, correlation: "new" }, seed: 0 });
  }

  /** Empties the form. */
  blank(): void {
    const { draft, kind } = this.state;
    this.#put({ ...draft, form: blankForm(kind, this.#mode) });
  }

  /** Fills the form with sensible values; with others each time. */
  sample(): void {
    const { draft, kind } = this.state;
    if (!kind?.inputSchema) return;
    this.#put({ ...draft, form: sampledForm(kind, draft.seed, this.#mode), seed: draft.seed + 1 });
  }

  /** Changes what is being written. */
  change(how: (form: ComposeForm) => ComposeForm): void {
    const { draft } = this.state;
    this.#touched = true;
    this.#put({ ...draft, form: how(draft.form) });
  }

  /** Form or JSON, also for what is written next. */
  show(mode: ComposeForm["mode"]): void {
    this.#mode = mode;
    const { draft } = this.state;
    this.#put({ ...draft, form: switchMode(draft.form, mode) });
  }

  setEnvelope(change: Partial<ComposeEnvelope>): void {
    const { draft } = this.state;
    this.#touched = true;
    this.#put({ ...draft, envelope: { ...draft.envelope, ...change } });
  }

  /** Takes back that another event has taken the place of what was being written. */
  bringBack(): void {
    const { replaced } = this.state;
    if (!replaced) return;
    this.#patch({ replaced: undefined, kind: this.#kindOf(replaced.type), outcome: undefined });
    this.#put(replaced);
  }

  /** What would be emitted now; `undefined` while something that was typed means nothing, or there is no type. */
  get text(): DraftText | undefined {
    const { draft, mistakes } = this.state;
    const { form, type, envelope, source } = draft;
    if (type.trim() === "" || typedMistakes(form).length > 0 || mistakes.length > 0) return undefined;
    const { options, delayMs } = readEnvelope(envelope, source);
    return { type, input: form.value === absent ? undefined : form.value, options, delayMs };
  }

  /** Emits what stands there, once, however often it is asked for before the bus has answered. What stands there stays for the next. */
  async emit(): Promise<void> {
    if (this.state.emitting) return;
    const { text } = this;
    if (!text) {
      this.#patch({
        outcome: { kind: "refused", message: this.state.draft.type.trim() === "" ? "Choose a type first." : "Mend what is marked first.", issues: [] },
      });
      return;
    }
    this.#patch({ emitting: true, outcome: undefined });
    this.#watch.begin();
    try {
      const emitted = await this.#target.compose.emit(text);
      this.#patch({ emitting: false });
      if (emitted.ok) this.#watch.follow(emitted.id, emitted.position, text.delayMs);
      else this.#patch({ outcome: { kind: "refused", message: emitted.message, issues: emitted.issues } });
    } catch (error) {
      this.#watch.end();
      this.#patch({ emitting: false, outcome: { kind: "refused", message: errorText(error), issues: [] } });
    }
    this.#pace.request();
  }

  /** Told by whoever watches the bus: who would get it has changed. */
  take(record: TargetRecord): void {
    if (this.state.open && (record.kind === "subscribed" || record.kind === "unsubscribed")) this.#pace.request();
  }

  dispose(): void {
    this.close();
    this.#watch.end();
  }

  async #loadKinds(): Promise<void> {
    const kinds = await this.#target.compose.kinds();
    const { type, form } = this.state.draft;
    const kind = kinds.find((each) => each.type === type);
    this.#patch({ kinds, kind });
    // Defined meanwhile, as by a hot update: the schema follows, what was written stays.
    if (kind?.inputSchema !== form.schema && this.#touched) this.change((old) => ({ ...old, schema: kind?.inputSchema }));
  }

  #copyOf(entry: HistoryEntry): ComposeDraft {
    const { event, position, recordedAt } = entry;
    const kind = this.#kindOf(event.type);
    const source: ComposeSource = { position, id: event.id, correlationId: event.correlationId, type: event.type, recordedAt };
    return { type: event.type, form: formOf(kind?.inputSchema, event.payload, this.#mode), envelope: copiedEnvelope(entry, kind), source, seed: 0 };
  }

  #kindOf(type: string): Kind | undefined {
    return this.state.kinds.find((each) => each.type === type);
  }

  #replace(draft: ComposeDraft): void {
    const { draft: before } = this.state;
    this.#patch({ replaced: this.#touched ? before : undefined, kind: this.#kindOf(draft.type), outcome: undefined, notice: undefined });
    this.#touched = false;
    this.#put(draft);
  }

  #put(draft: ComposeDraft): void {
    const { mistakes } = readEnvelope(draft.envelope, draft.source);
    const { issues } = this.state;
    const typed = typedMistakes(draft.form);
    // What the definition said stands until it says something new, since a message that flickers cannot be read.
    this.#patch({ draft, mistakes, checked: false, issues: typed.length > 0 ? typed : issues });
    this.#pace.request();
  }

  /** One check at a time: what is typed while one is under way is checked after it. */
  async #check(): Promise<void> {
    if (!this.state.open || this.#checking) return;
    const check = (this.#checks += 1);
    const { draft } = this.state;
    const { text } = this;
    if (!text) {
      this.#patch({ issues: typedMistakes(draft.form), audience: undefined, checked: true });
      return;
    }
    this.#checking = true;
    try {
      const issues = await this.#target.compose.check(text);
      const audience = issues.length > 0 ? undefined : await this.#target.compose.explain(text);
      if (check === this.#checks && draft === this.state.draft) this.#patch({ issues, audience, checked: true });
    } catch (error) {
      if (draft === this.state.draft) this.#patch({ issues: [{ message: errorText(error), path: [] }], audience: undefined, checked: true });
    }
    this.#checking = false;
    if (draft !== this.state.draft) this.#pace.request();
  }

  #patch(change: Partial<ComposeState>): void {
    this.#store.set({ ...this.state, ...change });
  }
}

/** What is written by hand for the bus of a deck. */
export const composeOf = deckPart((deck) => {
  const compose = new ComposeModel(deck.target, deck.options);
  deck.feed.tell({ take: (record) => compose.take(record) });
  compose.subscribe(() => deck.composing.set(compose.state.open));
  deck.onClose(() => compose.dispose());
  return compose;
});
