import { useLive } from "../live-value.ts";
import { CarrierList } from "./carrier-list.tsx";
import { Counters } from "./counters.tsx";
import { DeadList } from "./dead-list.tsx";
import { DepotBar } from "./depot-bar.tsx";
import type { DeliveriesScenario } from "./scenario.ts";
import { TabList } from "./tab-list.tsx";

/** A depot that loses no parcel: a durable queue at work, with what fails, is tried again, is given up and put back. */
export function DeliveriesPage({ scenario }: { readonly scenario: DeliveriesScenario }) {
  const trouble = useLive(scenario.trouble);
  return (
    <>
      <header className="scene-head">
        <h1>Nothing is lost</h1>
        <p>
          Each parcel waits in a queue on disk until a carrier has it. Carriers fail: the queue tries again, gives up in the end, and keeps what it gave up. The
          deck shows it all under Queues and Links.
        </p>
      </header>
      <DepotBar scenario={scenario} />
      <p className="depot-trouble" role="alert">
        {trouble}
      </p>
      <Counters scenario={scenario} />
      <div className="halves">
        <CarrierList scenario={scenario} />
        <DeadList scenario={scenario} />
      </div>
      <TabList scenario={scenario} />
    </>
  );
}
