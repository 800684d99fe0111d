import { useLive } from "../live-value.ts";
import type { WebhookScenario } from "./scenario.ts";

const mostShown = 4;

/** What the announcer makes of releases, and the switch that mends its fault. */
export function Announcements({ scenario }: { readonly scenario: WebhookScenario }) {
  const { announced } = useLive(scenario.tally);
  const mended = useLive(scenario.mended);
  return (
    <section className="panel" aria-label="Releases">
      <h2>
        Releases announced <span className="figure">{announced.length}</span>
      </h2>
      <label className="switch">
        <input type="checkbox" checked={mended} onChange={(event) => scenario.mended.set(event.target.checked)} />
        Mend the announcer
      </label>
      <p className="hint">
        One release has no notes, and the announcer trips over it. Find it with “Failed” in the deck, read why, mend it here, and run the event again.
      </p>
      <ol className="announced" reversed>
        {announced.slice(0, mostShown).map((text, index) => (
          <li key={announced.length - index}>{text}</li>
        ))}
      </ol>
      {announced.length > mostShown && <p className="nothing">and {announced.length - mostShown} before</p>}
    </section>
  );
}
