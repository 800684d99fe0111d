import { useLive } from "../live-value.ts";
import type { DeliveriesScenario } from "./scenario.ts";

/** Packs parcels, stops handing them out, and starts over. */
export function DepotBar({ scenario }: { readonly scenario: DeliveriesScenario }) {
  const depot = useLive(scenario.depot);
  const paused = depot?.info.paused === true;
  return (
    <section className="player" aria-label="Depot">
      <button type="button" className="action primary" disabled={!depot} onClick={() => void scenario.pack(12)}>
        Pack 12 parcels
      </button>
      <button type="button" className="action" disabled={!depot} onClick={() => scenario.pause(!paused)}>
        {paused ? "Go on" : "Pause"}
      </button>
      <button type="button" className="action" disabled={!depot} onClick={() => void scenario.clear()}>
        Clear
      </button>
      <p className="depot-tries">
        Pack some and <strong>reload the page</strong>, or{" "}
        <a href="#deliveries" target="_blank" rel="noreferrer">
          open it in a second tab
        </a>
        : its consumers compete for the same parcels, and when one tab is closed the other goes on.
      </p>
    </section>
  );
}
