import { defineEvent, payload } from "eventdeck";

export interface Added {
  readonly sku: string;
  readonly at: Date;
  readonly counts: ReadonlyMap<string, bigint>;
}
export const added = defineEvent("cart.added", payload<Added>(), { priority: "immediate" });
export const loaded = defineEvent("page.loaded", payload<{ readonly address: string }>(), { priority: "immediate" });
