import { useEffect, useState } from "react";
import type { HistoryEntry } from "eventdeck";
import { type DeckModel, markOf, type Nearby, nearbyListeners, verdictOf } from "../../model/index.ts";

interface VerdictProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
}

/** The sentence that an event opens with. */
export function Verdict({ deck, entry }: VerdictProps) {
  const { kind } = markOf(entry);
  const nearby = useNearby(deck, entry.event.type, kind === "unheard");
  const sentence = verdictOf(entry, deck.deliveries.of(entry.position), nearby);
  return (
    // Where there is little room its end is cut.
    <p className="verdict" data-kind={kind} title={sentence}>
      {sentence}
    </p>
  );
}

/** Who listens to something like it; asked only when nobody heard it. */
function useNearby({ target }: DeckModel, type: string, wanted: boolean): readonly Nearby[] {
  const [found, setFound] = useState<{ readonly type: string; readonly nearby: readonly Nearby[] }>();
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    nearbyListeners(target, type).then(
      (nearby) => !left && setFound({ type, nearby }),
      // Without an answer the sentence says what is known; whether the bus can be reached is told elsewhere.
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [target, type, wanted]);
  return wanted && found?.type === type ? found.nearby : [];
}
