import { useProjection } from "./hooks.ts";
import type { AgentScenario } from "./scenario.ts";

const mostShown = 12;

/** The last things that happened. The deck has all of them. */
export function LogList({ log }: Pick<AgentScenario, "log">) {
  const { lines } = useProjection(log);
  return (
    <section className="panel log" aria-label="Log">
      <h2>What happened</h2>
      {lines.length === 0 && <p className="nothing">Nothing yet</p>}
      <ol>
        {lines.slice(0, mostShown).map(({ id, atMs, priority, tone, text }) => (
          <li key={id} data-tone={tone}>
            <span className="figure">{(atMs / 1_000).toFixed(1)} s</span>
            <span className="log-text">{text}</span>
            {priority === "immediate" && <span className="log-lane">{priority}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
