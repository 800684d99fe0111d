import { defineEvent, defineRequest, payload } from "eventdeck";

export interface Line {
  readonly sku: string;
  readonly price: bigint;
  readonly note: string | undefined;
  /** The line that it belongs to, perhaps itself. */
  readonly bundle?: Line;
}
export interface Placed {
  readonly at: Date;
  readonly lines: readonly Line[];
  readonly counts: ReadonlyMap<string, number>;
  readonly tags: ReadonlySet<string>;
}
export const orderPlaced = defineEvent("order.placed", payload<Placed>(), { priority: "immediate" });
export const orderPriced = defineEvent("order.priced", payload<{ readonly total: bigint; readonly discount: number }>());
export const reminderSent = defineEvent("reminder.sent", payload<{ readonly to: string }>(), { priority: "deferred" });
export const stockAsked = defineRequest("stock.asked", payload<{ readonly sku: string }>(), payload<number>());
