import { Store, type Readable } from "../../target/index.ts";
import type { StripColumns } from "./strip-columns.ts";
import type { StripSpan } from "./strip-state.ts";

/** The span that was chosen, cut to what is retained. */
export class ChosenSpan implements Readable<StripSpan | undefined> {
  readonly #store = new Store<StripSpan | undefined>(undefined);

  get state(): StripSpan | undefined {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  /** Returns what there is left of it. */
  choose(span: StripSpan | undefined, retained: Pick<StripColumns, "first" | "next">): StripSpan | undefined {
    const cut = cutTo(span, retained);
    const old = this.state;
    if (old?.from !== cut?.from || old?.to !== cut?.to) this.#store.set(cut);
    return this.state;
  }
}

function cutTo(span: StripSpan | undefined, { first, next }: Pick<StripColumns, "first" | "next">): StripSpan | undefined {
  if (!span || span.to < first || span.from >= next) return undefined;
  return { from: Math.max(first, span.from), to: Math.min(next - 1, span.to) };
}
