import type { DeckModel } from "../../model/index.ts";
import { useStore } from "../use-store.ts";

/** Between the payload as it is and its differences. */
export function DiffSwitch({ deck }: { readonly deck: DeckModel }) {
  const comparing = useStore(deck.detail.comparing);
  return (
    <button
      type="button"
      className="chip"
      aria-pressed={comparing}
      title="Show how it differs from another payload"
      onClick={() => deck.detail.compare(!comparing)}
    >
      Diff
    </button>
  );
}
