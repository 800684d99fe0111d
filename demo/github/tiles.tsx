import { useLive } from "../live-value.ts";
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

function Tile({ name, value, note, tone }: { readonly name: string; readonly value: number; readonly note: string; readonly tone?: "bad" | "replay" }) {
  return (
    <div className="tile" data-tone={tone}>
      <dt>{name}</dt>
      <dd>
        <span className="tile-value">{value}</span>
        <span className="tile-note">{note}</span>
      </dd>
    </div>
  );
}
