import type { Chip } from "../../model/index.ts";
import { chips } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

const names: Readonly<Record<Chip, string>> = { failed: "Failed", slow: "Slow", stopped: "Stopped", unheard: "Unheard" };

/** What is worth a look, counted; a press shows only that. And whether the rest is hidden or faded. */
export function FilterChips() {
  const { events } = usePanel().deck;
  const { chips: counts, pressed, settings, query } = useStore(events);
  const titles: Readonly<Record<Chip, string>> = {
    failed: "Events of which a handler failed (n goes to the next)",
    slow: `Events whose handlers took longer than ${settings.slowMs} ms`,
    stopped: "What was published and reached nobody: invalid, stopped, expired, cancelled, conflated, or too many",
    unheard: "Events that no listener was subscribed to",
  };
  return (
    <div className="chips" role="group" aria-label="Show only">
      {chips.map((chip) => (
        <button
          key={chip}
          type="button"
          className="chip"
          data-chip={chip}
          data-none={counts[chip] === 0}
          aria-pressed={pressed.includes(chip)}
          title={titles[chip]}
          onClick={() => events.press(chip)}
        >
          {names[chip]} <span className="number">{count(counts[chip])}</span>
        </button>
      ))}
      <button
        type="button"
        className="icon-button"
        aria-pressed={settings.dim}
        aria-label="Fade what does not match"
        title={settings.dim ? "What does not match is faded; press to hide it" : "What does not match is hidden; press to fade it"}
        data-idle={query === "" && pressed.length === 0}
        onClick={() => events.configure({ dim: !settings.dim })}
      >
        {icons.fade}
      </button>
    </div>
  );
}
