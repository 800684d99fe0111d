import { useCallback, useEffect, useRef, useState } from "react";
import type { Audience, DeckModel } from "../../model/index.ts";
import { useStore } from "../use-store.ts";

// The answer changes with who subscribes and with what was recorded, not with every event of a flood.
const everyMs = 1_000;

/** Who would hear a replay of what the deck goes through, asked anew as that changes. `refresh` asks at once: whoever is about to press a button is to see the latest. */
export function useAudience(deck: DeckModel, wanted: boolean): { readonly audience: Audience | undefined; readonly refresh: () => void } {
  const { scope, muted } = useStore(deck.replay);
  const [audience, setAudience] = useState<Audience>();
  const asked = useRef("");
  const latest = useRef(0);
  const ask = useCallback(
    (again: boolean) => {
      const { rows, text } = deck.replay.playlist();
      const question = [scope, text, rows.count, rows.positionAt(rows.count - 1), ...muted].join(" ");
      if (question === asked.current && !again) return;
      asked.current = question;
      latest.current += 1;
      const mine = latest.current;
      deck.replay.audience().then(
        (answer) => mine === latest.current && setAudience(answer),
        () => mine === latest.current && setAudience(undefined),
      );
    },
    [deck, scope, muted],
  );
  useEffect(() => {
    if (!wanted) return;
    ask(true);
    const timer = setInterval(() => ask(false), everyMs);
    return () => clearInterval(timer);
  }, [ask, wanted]);
  const refresh = useCallback(() => wanted && ask(true), [ask, wanted]);
  return { audience: wanted ? audience : undefined, refresh };
}
