import { useState } from "react";
import { BusProvider } from "eventdeck/react";
import { Lanes } from "./lanes.tsx";
import { LogList } from "./log-list.tsx";
import { PlanBar } from "./plan-bar.tsx";
import { PlanBoard } from "./plan-board.tsx";
import { plans, type PlanTemplate } from "./plans.ts";
import type { AgentScenario } from "./scenario.ts";
import { WorkerList } from "./worker-list.tsx";

/** A plan, those who carry it out, and what they say. */
export function AgentsPage({ scenario }: { readonly scenario: AgentScenario }) {
  const [chosen, choose] = useState<PlanTemplate>(plans[0]);
  return (
    <BusProvider bus={scenario.bus}>
      <header className="scene-head">
        <h1>Agents at work</h1>
        <p>A plan becomes commands, and workers answer with events. They share no state: all that you see here is folded from what they said.</p>
      </header>
      <PlanBar scenario={scenario} chosen={chosen} onChoose={choose} />
      <PlanBoard scenario={scenario} chosen={chosen} />
      <WorkerList scenario={scenario} />
      <Lanes traffic={scenario.traffic} />
      <LogList log={scenario.log} />
    </BusProvider>
  );
}
