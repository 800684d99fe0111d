import { useEffect } from "react";
import { count } from "../numbers.ts";
import { errorFree } from "./health-text.ts";
import { BusCard, ChecksCard, FailingCard, HistoryCard, LanesCard, UndeliveredCard } from "./health-bus.tsx";
import { OwnCard } from "./health-own.tsx";
import { RateCard } from "./health-rate.tsx";
import { TypesCard } from "./health-types.tsx";
import { LinksCard } from "../links/links-card.tsx";
import { healthWindows, type HealthWindow, healthOf } from "../../model/index.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

const names: Readonly<Record<HealthWindow, string>> = { 10_000: "10 s", 60_000: "1 min", 900_000: "15 min" };

/** How the bus is doing, and what the panel itself costs. */
export function HealthView() {
  const { deck } = usePanel();
  const health = healthOf(deck);
  useEffect(() => health.connect(), [health]);
  const state = useStore(health);
  const { links } = useStore(deck.target.status);
  return (
    <div className="view" role="region" aria-label="Health">
      <div className="view-bar">
        <div className="segments" role="group" aria-label="Window">
          {healthWindows.map((windowMs) => (
            <button key={windowMs} type="button" className="tab" aria-pressed={state.windowMs === windowMs} onClick={() => health.setWindow(windowMs)}>
              {names[windowMs]}
            </button>
          ))}
        </div>
        <span className="muted">
          {state.metrics ? `${count(state.metrics.emitted)} emitted in this time, ${errorFree(state.metrics)}` : "Asking the bus …"}
        </span>
        {state.mistake !== undefined && (
          <span className="field-issue" role="alert">
            {state.mistake}
          </span>
        )}
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard */}
      <div className="health" tabIndex={0} role="group" aria-label="Figures">
        <RateCard name="emitted" title="Emitted" state={state} />
        <RateCard name="delivered" title="Delivered" state={state} />
        <RateCard name="failed" title="Failed" state={state} />
        <BusCard state={state} />
        <ChecksCard state={state} />
        {links && <LinksCard />}
        <UndeliveredCard state={state} />
        <LanesCard state={state} />
        <HistoryCard />
        <FailingCard state={state} />
        <OwnCard state={state} />
        <TypesCard state={state} />
      </div>
    </div>
  );
}
