import type { Card } from "./board.ts";

/** One issue, pull request or discussion. Its last change lights up for a moment. */
export function CardView({ card }: { readonly card: Card }) {
  return (
    <article className="card" data-state={card.state}>
      <p className="card-place">
        {card.repository} <span className="figure">#{card.number}</span>
      </p>
      <h3>{card.title}</h3>
      <p className="card-labels">
        {card.labels.map(({ name, color }) => (
          <span key={name} className="label" style={{ "--label": `#${color}` }}>
            {name}
          </span>
        ))}
        {card.state !== "open" && <span className="state">{card.state}</span>}
        {card.locked && <span className="state">locked</span>}
        {card.comments > 0 && <span className="state">{card.comments === 1 ? "1 comment" : `${card.comments} comments`}</span>}
        {card.assignees.length > 0 && <span className="state">@{card.assignees.join(", @")}</span>}
      </p>
      {/* Keyed by the count, so that the light starts anew with every event. */}
      <p key={card.touched} className="card-last">
        {card.last}
      </p>
    </article>
  );
}
