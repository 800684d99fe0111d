import { useEffect, useRef } from "react";
import { linksOf } from "../../model/index.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";
import { LinkDetail } from "./link-detail.tsx";
import { summaryOf } from "./link-text.ts";
import { LinksTable } from "./links-table.tsx";

/** What connects the bus to others, and how that goes. */
export function LinksView() {
  const { deck } = usePanel();
  const links = linksOf(deck);
  useEffect(() => links.connect(), [links]);
  const state = useStore(links);
  const view = useRef<HTMLDivElement>(null);
  const opened = state.links.find(({ id }) => id === state.opened?.id);
  return (
    <div ref={view} className="view" role="region" aria-label="Links">
      <div className="view-bar">
        <span className="muted" role="status">
          {summaryOf(state)}
        </span>
        {state.mistake !== undefined && (
          <span className="field-issue" role="alert">
            {state.mistake}
          </span>
        )}
      </div>
      {state.loaded && state.links.length === 0 ? <NoLinks /> : <LinksTable state={state} />}
      {opened && (
        <LinkDetail
          key={opened.id}
          link={opened}
          faults={state.opened?.faults}
          onClose={() => {
            view.current?.querySelector<HTMLElement>(`[data-link="${opened.id}"]`)?.focus();
            links.open(opened.id);
          }}
        />
      )}
    </div>
  );
}

function NoLinks() {
  return (
    <div className="empty">
      <strong>This bus has no links</strong>
      <p>
        <code>connect(bus, transport)</code> of <code>eventdeck/transport</code> makes one to other tabs, workers, windows and machines.
      </p>
    </div>
  );
}
