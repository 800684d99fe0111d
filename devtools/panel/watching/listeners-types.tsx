import { filterTerm, visibleText } from "../../model/index.ts";
import type { Coverage, ListenersState } from "../../model/index.ts";
import { count, counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";

const mostShown = 200;
const mostNamed = 3;

/** Types that nobody hears, and those that nobody emits. */
export function TypeLists({ state: { unheard, unused, catchAlls, loaded } }: { readonly state: ListenersState }) {
  if (!loaded || unheard.length + unused.length === 0) return null;
  return (
    <div className="sections">
      {unheard.length > 0 && (
        <details>
          <summary>{counted(unheard.length, "type")} emitted that nobody listens to</summary>
          {catchAlls.length > 0 && <p className="muted">{catchAllText(catchAlls)}</p>}
          <ul>
            {unheard.slice(0, mostShown).map((each) => (
              <Unheard key={each.type} coverage={each} />
            ))}
            {unheard.length > mostShown && <li>and {count(unheard.length - mostShown)} more</li>}
          </ul>
        </details>
      )}
      {unused.length > 0 && (
        <details>
          <summary>{counted(unused.length, "type")} registered and never emitted</summary>
          <ul>
            {unused.slice(0, mostShown).map(({ type, listeners }) => (
              <li key={type}>
                <span className="mono">{visibleText(type)}</span>{" "}
                <span className="muted">{listeners.length === 0 ? "nobody listens" : counted(listeners.length, "listener")}</span>
              </li>
            ))}
            {unused.length > mostShown && <li>and {count(unused.length - mostShown)} more</li>}
          </ul>
        </details>
      )}
    </div>
  );
}

/** Why these count as unheard although a delivery was made. */
function catchAllText(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed).map(visibleText).join(", ");
  const more = names.length > mostNamed ? ` and ${count(names.length - mostNamed)} more` : "";
  return `Apart from ${shown}${more}: who listens to every type (#) says nothing about one of them.`;
}

function Unheard({ coverage: { type, emitted, nearest } }: { readonly coverage: Coverage }) {
  const { deck, panel } = usePanel();
  const show = () => {
    panel.go("events");
    deck.events.filter(filterTerm("type", type));
  };
  return (
    <li>
      <button type="button" className="link mono" onClick={show} title="Show its events">
        {visibleText(type)}
      </button>{" "}
      <span className="muted">
        {count(emitted)} emitted{nearest.length > 0 ? `; nearest selectors: ${visibleText(nearest.join(", "))}` : ""}
      </span>
    </li>
  );
}
