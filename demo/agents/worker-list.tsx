import { useEmit, useProjection, useTimeTravel } from "./hooks.ts";
import { hangSwitched } from "./definitions.ts";
import { readId } from "./ids.ts";
import type { AgentScenario } from "./scenario.ts";
import type { WorkerView } from "./staff.ts";

/** Who there is to work, and a switch to make each of them hang. */
export function WorkerList({ scenario }: { readonly scenario: AgentScenario }) {
  const workers = useProjection(scenario.staff);
  const names = useProjection(scenario.log, (log) => log.names);
  const past = useTimeTravel().position !== "live";
  const setHangs = useEmit(hangSwitched);
  return (
    <ul className="workers" aria-label="Workers">
      {workers.map((worker) => (
        <li key={worker.agentId} className="worker" data-status={worker.status} data-hangs={worker.hangs}>
          <span className="worker-face" aria-hidden="true">
            {worker.name.slice(0, 1)}
          </span>
          <p className="worker-name">{worker.name}</p>
          <Heart beats={worker.beats} />
          <p className="worker-task">{taskOf(worker, names)}</p>
          <progress value={worker.status === "busy" ? worker.progress : 0} aria-label={`${worker.name}'s progress`} />
          <label className="switch">
            <input
              type="checkbox"
              checked={worker.hangs}
              disabled={past}
              onChange={(event) => setHangs({ agentId: worker.agentId, hangs: event.target.checked })}
            />
            Hang<span className="visually-hidden"> {worker.name}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

/** Keyed by the count, so that it beats with every heartbeat that is heard. */
function Heart({ beats }: { readonly beats: number }) {
  return (
    <p className="heart" title={`${beats} heartbeats heard`}>
      <svg key={beats} width="12" height="12" viewBox="0 0 12 12" fill="currentColor" aria-hidden="true">
        <path d="M6 10.6 1.8 6.4a2.6 2.6 0 0 1 3.7-3.7l.5.5.5-.5a2.6 2.6 0 0 1 3.7 3.7z" />
      </svg>
      {beats}
      <span className="visually-hidden"> heartbeats</span>
    </p>
  );
}

function taskOf({ status, hangs, commandId }: WorkerView, names: Readonly<Record<string, string>>): string {
  if (status === "lost") return "silent, given up";
  const { taskId } = readId(commandId);
  if (status === "busy") return names[taskId] ?? taskId;
  return hangs ? "will hang" : "free";
}
