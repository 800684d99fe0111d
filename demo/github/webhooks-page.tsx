import { useLive } from "../live-value.ts";
import { Announcements } from "./announcements.tsx";
import { Board } from "./board-view.tsx";
import { CheckList } from "./check-list.tsx";
import { PlayerBar } from "./player-bar.tsx";
import type { WebhookScenario } from "./scenario.ts";
import { Tiles } from "./tiles.tsx";

/** A day of GitHub webhooks, and what an application makes of them. */
export function WebhooksPage({ scenario }: { readonly scenario: WebhookScenario }) {
  const trouble = useLive(scenario.trouble);
  return (
    <>
      <header className="scene-head">
        <h1>A day of webhooks</h1>
        <p>329 real payloads of 58 kinds become typed events. Boards and lists listen; the deck shows who heard what, and plays it again.</p>
      </header>
      <PlayerBar scenario={scenario} />
      <div className="trouble">
        <p role="status" data-on={trouble !== ""}>
          {trouble || "No trouble so far."}
        </p>
        <button type="button" className="action small" onClick={() => scenario.publishBroken()}>
          Send a broken one
        </button>
      </div>
      <Tiles scenario={scenario} />
      <Board cards={scenario.cards} />
      <div className="halves">
        <CheckList checks={scenario.checks} />
        <Announcements scenario={scenario} />
      </div>
    </>
  );
}
