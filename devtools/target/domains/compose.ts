import type { Priority } from "eventdeck";
import type { DraftText, Explanation } from "./listeners.ts";

/** JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A registered definition, or a type that was seen only. */
export interface Kind {
  readonly type: string;
  /** Absent when it depends on the payload. */
  readonly topic?: string;
  readonly priority: Priority;
  readonly version: number;
  readonly description?: string;
  readonly registered: boolean;
  /**
   * Of what the definition takes; absent when the validator offers none. What JSON has no form for is marked
   * `"x-eventdeck": "bigint" | "date" | "map" | …` where the validator tells.
   */
  readonly inputSchema?: JsonSchema;
}

/** What is wrong with an input, and where. */
export interface InputIssue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

export type Emitted =
  | {
      readonly ok: true;
      readonly id: string;
      /** Known at once for an event that was delivered at once. */
      readonly position?: number;
    }
  | { readonly ok: false; readonly message: string; readonly issues: readonly InputIssue[] };

/** New events, made by hand. */
export interface ComposeDomain {
  /** Registered definitions, then types among the newest events that no definition has; at most 1,000 of those. */
  kinds(): Promise<readonly Kind[]>;
  /** What the definition's own validator says of an input; nothing for a type that has no definition. */
  check(draft: DraftText): Promise<readonly InputIssue[]>;
  /** Emits it once through the bus, which validates again. What a middleware stopped or a full lane refused is not `ok`. */
  emit(draft: DraftText): Promise<Emitted>;
  /** The dry run: who would get it. @throws EventValidationError */
  explain(draft: DraftText): Promise<readonly Explanation[]>;
}
