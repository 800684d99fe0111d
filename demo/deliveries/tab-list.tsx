import { useLive } from "../live-value.ts";
import type { DeliveriesScenario, HandedOver } from "./scenario.ts";

const mostShown = 6;

/** Which tab has handed over how many, and which parcels came last. */
export function TabList({ scenario }: { readonly scenario: DeliveriesScenario }) {
  const all = useLive(scenario.handedOver);
  return (
    <section className="panel" aria-label="Handed over">
      <h2>
        Handed over <span className="figure">{all.length}</span>
      </h2>
      <ul className="tabs" aria-label="By tab">
        {byTab(all, scenario.tab).map(([tab, count]) => (
          <li key={tab} data-own={tab === scenario.tab}>
            {tab === scenario.tab ? "this tab" : `tab ${tab}`} <strong className="figure">{count}</strong>
          </li>
        ))}
      </ul>
      <ol className="handed" aria-label="The newest">
        {all.slice(0, mostShown).map(({ order, carrier, tab, attempt }, nth) => (
          <li key={all.length - nth}>
            <span className="figure">{order}</span> to {carrier}
            {attempt > 1 && `, at the ${attempt === 2 ? "second" : "third"} attempt`}
            {tab !== scenario.tab && <span className="figure"> by tab {tab}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** This tab first. */
function byTab(all: readonly HandedOver[], own: string): readonly (readonly [tab: string, count: number])[] {
  const counts = new Map([[own, 0]]);
  for (const { tab } of all) counts.set(tab, (counts.get(tab) ?? 0) + 1);
  return [...counts];
}
