import { useLive } from "../live-value.ts";
import { Tile } from "../tile.tsx";
import type { DeliveriesScenario } from "./scenario.ts";

/** How the queue stands. */
export function Counters({ scenario }: { readonly scenario: DeliveriesScenario }) {
  const info = useLive(scenario.depot)?.info;
  const dead = info?.dead ?? 0;
  return (
    <dl className="tiles" aria-label="Counters">
      <Tile name="Waiting" value={info?.ready ?? "–"} note="in IndexedDB" />
      <Tile name="On their way" value={info?.unacked ?? "–"} note={`${info?.consumers ?? 0} ${info?.consumers === 1 ? "consumer" : "consumers"}`} />
      <Tile name="To be tried again" value={info?.delayed ?? "–"} note="after 1.2 s" />
      <Tile name="Dead letters" value={info?.dead ?? "–"} note="given up, and kept" tone={dead > 0 ? "bad" : undefined} />
    </dl>
  );
}
