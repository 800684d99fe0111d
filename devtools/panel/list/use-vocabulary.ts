import { useCallback, useRef, useState } from "react";
import type { Vocabulary } from "../../target/index.ts";
import { usePanel } from "../panel-context.ts";

const nothing: Vocabulary = { types: [], topics: [], sources: [], links: [], handlers: [], headers: [], paths: [] };

/** The words seen in history, as of the last time that somebody asked. */
export function useVocabulary(): { readonly vocabulary: Vocabulary; readonly ask: () => void } {
  const { deck } = usePanel();
  const [vocabulary, setVocabulary] = useState(nothing);
  const asking = useRef(false);
  const ask = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    void deck.target.events
      .vocabulary()
      // A page that has gone knows no words; its list says that it has gone.
      .catch(() => nothing)
      .then((found) => {
        asking.current = false;
        setVocabulary(found);
      });
  }, [deck]);
  return { vocabulary, ask };
}
