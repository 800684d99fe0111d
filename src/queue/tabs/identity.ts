import type { BusEvent } from "../../event/index.ts";

/** What makes an event the same event, in whatever tab. */
export function identityOf({ source, id }: Pick<BusEvent, "source" | "id">): string {
  return `${source} ${id}`;
}
