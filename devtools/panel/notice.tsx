import type { PanelModel } from "../model/index.ts";
import { icons } from "./icons.tsx";
import { useStore } from "./use-store.ts";

/** What the panel has to say for itself, until it is dismissed. */
export function Notice({ panel }: { readonly panel: PanelModel }) {
  const { notice } = useStore(panel);
  return (
    // Always there, since a live region that comes with its text is not read aloud.
    <div className="notice" role="status" data-on={notice !== undefined}>
      {notice !== undefined && (
        <>
          <span className="grow">{notice}</span>
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => panel.notify(undefined)}>
            {icons.close}
          </button>
        </>
      )}
    </div>
  );
}
