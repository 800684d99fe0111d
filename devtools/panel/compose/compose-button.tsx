import { closeCompose, openCompose } from "./compose-ask.ts";
import { icons } from "../icons.tsx";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

/** Opens the drawer in which events are written by hand; with a text where there is room. */
export function ComposeButton({ text }: { readonly text?: string }) {
  const place = usePanel();
  const open = useStore(place.deck.composing);
  return (
    <button
      type="button"
      className={text === undefined ? "icon-button" : "button"}
      aria-label={text === undefined ? "Compose an event" : `${text}: compose an event`}
      aria-expanded={open}
      title="Compose an event"
      onClick={() => void (open ? closeCompose(place) : openCompose(place))}
    >
      {icons.compose}
      {text}
    </button>
  );
}
