import { useLive } from "../live-value.ts";
import { Tile } from "../tile.tsx";
import type { WebhookScenario } from "./scenario.ts";

/** The counters at the top of the page. */
export function Tiles({ scenario }: { readonly scenario: WebhookScenario }) {
  const { pushes, commits, stars, alarms, replayed } = useLive(scenario.tally);
  return (
    <dl className="tiles" aria-label="Counters">
      <Tile name="Pushes" value={pushes} note={`${commits} commits`} />
      <Tile name="Stars" value={stars} note="deferred lane" />
      <Tile name="Alarms" value={alarms} note="immediate lane" tone={alarms > 0 ? "bad" : undefined} />
      <Tile name="Replayed" value={replayed} note="by the deck" tone={replayed > 0 ? "replay" : undefined} />
    </dl>
  );
}
