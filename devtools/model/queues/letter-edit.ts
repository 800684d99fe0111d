import { Store, type InputIssue, type LetterKey, type LetterShown, type Readable, type Target } from "../../target/index.ts";
import { type ComposeForm, formOf, switchMode, typedMistakes } from "../compose/compose-form.ts";
import { absent } from "../compose/schema-blank.ts";
import { errorText } from "../value/error-text.ts";
import type { LetterMoves } from "./letter-moves.ts";

/** A letter whose payload is being edited; it stays as it is until it is redriven. */
export interface LetterDraft {
  readonly key: LetterKey;
  readonly correlationId: string;
  readonly type: string;
  readonly form: ComposeForm;
  readonly issues: readonly InputIssue[];
  readonly sending: boolean;
  /** Why it was not redriven. */
  readonly notice?: string;
}

/** Another payload for one dead letter. It sends the edited one, once, and never the old one with it. */
export class LetterEdit implements Readable<LetterDraft | undefined> {
  readonly #target: Target;
  readonly #queue: string;
  readonly #moves: LetterMoves;
  readonly #store = new Store<LetterDraft | undefined>(undefined);
  #asked = 0;

  constructor(target: Target, queue: string, moves: LetterMoves) {
    this.#target = target;
    this.#queue = queue;
    this.#moves = moves;
  }

  get state(): LetterDraft | undefined {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Begins with what this letter carries, by the form of its definition where there is one. One of which some is hidden is not edited. @param key where it is found */
  async open(key: LetterKey, { event, hidden }: LetterShown): Promise<void> {
    if (hidden) return;
    const asked = (this.#asked += 1);
    const kinds = await this.#target.compose.kinds().catch(() => []);
    if (asked !== this.#asked) return;
    const schema = kinds.find(({ type }) => type === event.type)?.inputSchema;
    const { correlationId, type } = event;
    this.#store.set({ key, correlationId, type, form: formOf(schema, event.payload), issues: [], sending: false });
  }

  close(): void {
    this.#asked += 1;
    this.#store.set(undefined);
  }

  change(how: (form: ComposeForm) => ComposeForm): void {
    this.#patch((draft) => ({ ...draft, form: how(draft.form), issues: [], notice: undefined }));
  }

  show(mode: ComposeForm["mode"]): void {
    this.#patch((draft) => ({ ...draft, form: switchMode(draft.form, mode) }));
  }

  /** Redrives what stands there; it closes when that has happened, and says why when it has not. */
  async send(): Promise<void> {
    const draft = this.state;
    if (!draft || draft.sending) return;
    const issues = typedMistakes(draft.form);
    if (issues.length > 0) return this.#patch((now) => ({ ...now, issues, notice: "Mend what is marked first." }));
    const asked = this.#asked;
    this.#patch((now) => ({ ...now, sending: true, notice: undefined }));
    const outcome = await this.#try(draft);
    if (asked !== this.#asked) return;
    if (outcome === undefined) this.close();
    else this.#patch((now) => ({ ...now, sending: false, ...outcome }));
  }

  /** `undefined` when it has gone. */
  async #try({ key, correlationId, type, form }: LetterDraft): Promise<Pick<LetterDraft, "issues" | "notice"> | undefined> {
    const input = form.value === absent ? undefined : form.value;
    try {
      const issues = await this.#target.compose.check({ type, input });
      if (issues.length > 0) return { issues, notice: "Its definition refuses this payload: nothing was sent." };
      const moved = await this.#moves.single({ id: key.eventId, correlationId }, () => this.#target.queues.redriveEdited(this.#queue, key, input));
      if (!moved) return { issues: [], notice: "Other letters of this queue are being moved: try again when they are through." };
      if (moved.moved === 0) return { issues: [], notice: "Nothing was sent: it is no dead letter any more. Somebody has redriven or discarded it." };
      return undefined;
    } catch (error) {
      return { issues: [], notice: `Nothing was sent: ${errorText(error)}` };
    }
  }

  #patch(how: (draft: LetterDraft) => LetterDraft): void {
    if (this.state) this.#store.set(how(this.state));
  }
}
