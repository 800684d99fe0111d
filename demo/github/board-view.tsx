import { useLive, type LiveValue } from "../live-value.ts";
import type { Card, Cards } from "./board.ts";
import { CardView } from "./card-view.tsx";

const columns: readonly { readonly title: string; readonly empty: string; readonly holds: (card: Card) => boolean }[] = [
  { title: "Open issues", empty: "No open issue", holds: ({ kind, state }) => kind === "issue" && state === "open" },
  { title: "In review", empty: "No open pull request", holds: ({ kind, state }) => kind === "pull request" && (state === "open" || state === "draft") },
  { title: "Talked about", empty: "No open discussion", holds: ({ kind, state }) => kind === "discussion" && state === "open" },
  { title: "Done", empty: "Nothing closed yet", holds: ({ state }) => state !== "open" && state !== "draft" },
];

/** Issues, pull requests and discussions, by where they stand. */
export function Board({ cards }: { readonly cards: LiveValue<Cards> }) {
  const all = [...useLive(cards).values()];
  return (
    <section className="board" aria-label="Board">
      {columns.map(({ title, empty, holds }) => {
        const held = all.filter(holds);
        return (
          <div key={title} className="column">
            <h2>
              {title} <span className="figure">{held.length}</span>
            </h2>
            {held.length === 0 ? <p className="nothing">{empty}</p> : held.map((card) => <CardView key={card.key} card={card} />)}
          </div>
        );
      })}
    </section>
  );
}
