import { useLive } from "../live-value.ts";
import { carriers, moods, type Mood } from "./definitions.ts";
import type { DeliveriesScenario } from "./scenario.ts";

const about: Readonly<Record<Mood, string>> = {
  answers: "takes every parcel",
  "is down": "throws: tried three times, then given up",
  refuses: "takes no street without a number: given up at once",
};

/** What each carrier does with what it is handed. */
export function CarrierList({ scenario }: { readonly scenario: DeliveriesScenario }) {
  const known = useLive(scenario.moods);
  return (
    <section className="panel" aria-label="Carriers">
      <h2>Carriers</h2>
      <ul className="carriers">
        {carriers.map((carrier) => (
          <li key={carrier}>
            <label className="choice">
              <span className="carrier-name">{carrier}</span>
              <select value={known[carrier]} onChange={({ target }) => scenario.setMood(carrier, moods.find((mood) => mood === target.value) ?? "answers")}>
                {moods.map((mood) => (
                  <option key={mood}>{mood}</option>
                ))}
              </select>
            </label>
            <span className="carrier-about">{about[known[carrier]]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
