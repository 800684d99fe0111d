import { type ListenersState, listenersOf } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { usePanel } from "../panel-context.ts";
import { SiteLink } from "../why/site-link.tsx";
import { StackView } from "../why/stack-view.tsx";

/** Where the chosen subscription was made. */
export function ListenerPlace({ state: { opened, listeners, keepsStacks } }: { readonly state: ListenersState }) {
  const { deck } = usePanel();
  const listener = listeners.find(({ id }) => id === opened?.id);
  if (!opened || !listener) return null;
  const { frames } = opened;
  return (
    <section className="listener-place" aria-label={`Where ${listener.name} was made`}>
      <h3>
        {listener.name} <span className="muted mono">{listener.id}</span>
        <span className="grow" />
        <button type="button" className="icon-button small" aria-label="Close the place" onClick={() => void listenersOf(deck).open(listener.id)}>
          {icons.close}
        </button>
      </h3>
      {listener.site && (
        <p className="compose-note">
          Made at <SiteLink {...listener.site} />
        </p>
      )}
      {frames === undefined && <p className="compose-note">Asking …</p>}
      {frames === null && !listener.site && (
        <p className="compose-note">
          Not recorded: it was made before {keepsStacks ? "its stack was kept" : "“Record where subscriptions are made” was switched on"}. Reload the page with
          it on to see the place.
        </p>
      )}
      {frames && <StackView frames={frames} />}
    </section>
  );
}
