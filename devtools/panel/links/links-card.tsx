import { useEffect } from "react";
import { linksOf } from "../../model/index.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";
import { summaryOf, troublesOf } from "./link-text.ts";

/** Among the figures of Health: how the links do, and what they have lost. */
export function LinksCard() {
  const { deck, panel } = usePanel();
  const links = linksOf(deck);
  useEffect(() => links.connect(), [links]);
  const state = useStore(links);
  const troubles = troublesOf(state);
  const ill = state.links.filter((link) => link.state !== "closed" && link.health.status !== "healthy").length;
  return (
    <section className="card" aria-label="Links">
      <h3>
        Links{" "}
        <span className="status" data-status={ill > 0 ? "degraded" : "healthy"}>
          {ill > 0 ? `${ill} degraded` : "healthy"}
        </span>
      </h3>
      <p className="muted">{summaryOf(state)}</p>
      {troubles !== "" && <p className="bad">{troubles}</p>}
      <p>
        <button type="button" className="link" onClick={() => panel.go("links")}>
          Show the links
        </button>
      </p>
    </section>
  );
}
