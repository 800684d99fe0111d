import type { HistoryEntry } from "eventdeck";
import { markOf, previewOf, visibleText } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { seldomIcons } from "../seldom-icons.tsx";
import { counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

/** The pinned events, above the list, for as long as they are pinned. */
export function PinStrip() {
  const { deck } = usePanel();
  const { events } = deck;
  const pins = useStore(events.pins);
  const { cursor } = useStore(events);
  return (
    <section className="pins" aria-label={counted(pins.length, "pinned event")}>
      <ul>
        {pins.map((entry) => (
          <Pin key={entry.position} entry={entry} current={entry.position === cursor} />
        ))}
      </ul>
    </section>
  );
}

function Pin({ entry, current }: { readonly entry: HistoryEntry; readonly current: boolean }) {
  const { events } = usePanel().deck;
  const { position, event } = entry;
  return (
    <li className="pin" aria-current={current || undefined}>
      <button type="button" className="pin-open" onClick={() => events.open(position)}>
        {seldomIcons.pin}
        <span className="muted number">#{position}</span>
        <span className="row-type cut">{visibleText(event.type)}</span>
        <span className="row-preview cut">{previewOf(event.payload, event.type)}</span>
        <span className="mark" data-kind={markOf(entry).kind}>
          {markOf(entry).text}
        </span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Unpin ${visibleText(event.type)} #${position}`}
        title="Unpin (p)"
        onClick={() => events.togglePin(position)}
      >
        {icons.close}
      </button>
    </li>
  );
}
