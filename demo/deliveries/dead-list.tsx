import { useLive } from "../live-value.ts";
import type { DeliveriesScenario } from "./scenario.ts";

/** What was given up, by what it died of. */
export function DeadList({ scenario }: { readonly scenario: DeliveriesScenario }) {
  const groups = useLive(scenario.depot)?.groups ?? [];
  return (
    <section className="panel" aria-label="Dead letters">
      <h2>
        Dead letters <span className="figure">{groups.reduce((sum, { count }) => sum + count, 0)}</span>
      </h2>
      {groups.length === 0 ? (
        <p className="nothing">None: all that was packed is with its carrier, or will be tried again.</p>
      ) : (
        <ul className="dead">
          {groups.map(({ group, message, count }) => (
            <li key={group}>
              <strong className="figure">{count}</strong>
              <span className="dead-message">{message}</span>
              <button type="button" className="action small" onClick={() => void scenario.redrive(group)}>
                Redrive
              </button>
            </li>
          ))}
        </ul>
      )}
      <p className="hint">
        Mend the carrier and redrive. A street without a number is mended in the deck: Queues, open the letter, <em>Edit &amp; redrive</em>, write a number into
        its street.
      </p>
    </section>
  );
}
