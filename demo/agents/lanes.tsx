import { useProjection } from "./hooks.ts";
import type { AgentScenario } from "./scenario.ts";

const notes = { immediate: "failures and stops", normal: "commands and results", deferred: "heartbeats and progress" } as const;

/** What went first, what took its turn, and what could wait. */
export function Lanes({ traffic }: Pick<AgentScenario, "traffic">) {
  const counts = useProjection(traffic);
  return (
    <dl className="tiles lane-tiles" aria-label="Events by lane">
      {(["immediate", "normal", "deferred"] as const).map((lane) => (
        <div key={lane} className="tile" data-lane={lane}>
          <dt>{lane}</dt>
          <dd>
            <span className="tile-value">{counts[lane]}</span>
            <span className="tile-note">{notes[lane]}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
