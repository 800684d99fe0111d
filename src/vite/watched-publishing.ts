import type { Bus, InspectRecord } from "../bus/index.ts";
import { noteEvent, type Site } from "./sites.ts";

const publishing = ["publish", "publishMany", "request"] as const;

/**
 * A bus whose events are noted as they are accepted: what `publish` and `request` hand back tells of them too late, or not at all. Its functions are named by the
 * place, which is how a stack shows them in front of the caller.
 */
export function watched(bus: Bus, place: string, site: Site): Pick<Bus, (typeof publishing)[number]> {
  const noting =
    (method: (typeof publishing)[number]) =>
    (...parameters: readonly unknown[]): unknown => {
      const awaited = [parameters[0]].flat().map(typeOf);
      const note = (record: InspectRecord) => {
        const index = record.kind === "accepted" ? awaited.indexOf(record.event.type) : -1;
        // The event itself, and not what its handlers emit at once.
        if (record.kind !== "accepted" || index < 0) return;
        awaited.splice(index, 1);
        noteEvent(record.event, site);
      };
      const watching = bus.inspect$.subscribe(note);
      try {
        return Reflect.apply(bus[method], bus, parameters);
      } finally {
        watching.unsubscribe();
      }
    };
  const functions = publishing.map((method) => [method, Object.defineProperty(noting(method), "name", { value: place })] as const);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- passed on as they came
  return Object.fromEntries(functions) as unknown as Pick<Bus, (typeof publishing)[number]>;
}

function typeOf(draft: unknown): unknown {
  return typeof draft === "object" && draft !== null && "type" in draft ? draft.type : undefined;
}
