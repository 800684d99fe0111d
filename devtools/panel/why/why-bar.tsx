import { type DeckModel, filterTerm, formatMs, type StoryState, storyOf } from "../../model/index.ts";
import { count, counted } from "../numbers.ts";
import { useStore } from "../use-store.ts";

interface WhyBarProps {
  readonly deck: DeckModel;
}

/** The story in figures, and what can be done with all of it. */
export function WhyBar({ deck }: WhyBarProps) {
  const story = storyOf(deck);
  const state = useStore(story);
  const { waterfall, folded, zoom, correlationId } = state;
  return (
    <div className="why-bar">
      <StoryFigures deck={deck} />
      <div className="why-actions" role="toolbar" aria-label="Story">
        <button type="button" className="button small" onClick={() => deck.events.filter(filterTerm("correlation", correlationId))}>
          Filter to this story
        </button>
        {waterfall.rows.length > 1 && (
          <>
            <button type="button" className="button small" onClick={() => story.foldAll(folded.size === 0)}>
              {folded.size === 0 ? "Fold all" : "Open all"}
            </button>
            <button
              type="button"
              className="button small"
              onClick={() => story.zoom(zoom ? undefined : spanOfSelected(state))}
              aria-pressed={zoom !== undefined}
            >
              {zoom ? "Whole story" : "Zoom to selection"}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

function StoryFigures({ deck }: WhyBarProps) {
  const { waterfall } = useStore(storyOf(deck));
  const { rows, path, open, from, to } = waterfall;
  const events = rows.filter(({ node }) => node?.entry).length;
  const gone = rows.filter(({ node }) => node?.attempt).length;
  const failed = rows.filter(({ node }) => (node?.entry?.outcome.failed ?? 0) > 0).length;
  return (
    <p className="why-figures">
      <strong>{counted(events, "event")}</strong>
      {failed > 0 && <span className="bad">{count(failed)} failed</span>}
      {gone > 0 && <span className="bad">{count(gone)} reached nobody</span>}
      <span className="number">{open ? `${formatMs(to - from)} so far` : formatMs(to - from)}</span>
      {path.size > 1 && (
        <span className="why-legend" title="The chain that determined when the last consequence ended: shorten one of its parts, and the whole ends sooner">
          <i className="wf-path-sample" /> critical path through {counted(path.size, "event")}
        </span>
      )}
    </p>
  );
}

/** The selected event with all that came of it. */
export function spanOfSelected({ waterfall: { rows }, selected }: StoryState): { readonly from: number; readonly to: number } | undefined {
  const index = rows.findIndex(({ key }) => key === selected);
  const row = rows[index];
  if (!row) return undefined;
  const times = rows.slice(index, row.end).flatMap(({ time }) => time ?? []);
  const from = Math.min(...times.slice(0, mostTimes).map(({ start }) => start));
  return { from, to: times.reduce((last, { end }) => Math.max(last, end), from + 0.1) };
}

/** A consequence begins after its cause: the first ones decide. */
const mostTimes = 1_000;
