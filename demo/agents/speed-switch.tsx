import { useLive } from "../live-value.ts";
import type { AgentScenario } from "./scenario.ts";

const speeds = [
  { speed: 0, name: "Pause" },
  { speed: 1, name: "1×" },
  { speed: 4, name: "4×" },
  { speed: Infinity, name: "Instant" },
];

/** How fast time passes on the bus's clock. */
export function SpeedSwitch({ scenario }: { readonly scenario: AgentScenario }) {
  const current = useLive(scenario.speed);
  return (
    <div className="speeds" role="radiogroup" aria-label="Speed">
      {speeds.map(({ speed, name }) => (
        <label key={name} className="speed">
          <input type="radio" name="speed" className="visually-hidden" checked={speed === current} onChange={() => scenario.setSpeed(speed)} />
          {name}
        </label>
      ))}
    </div>
  );
}
