import { LaterSessionProgress, LaterSessionTest } from "../later-views.ts";
import { usePanel } from "../panel-context.ts";
import { SessionDrop } from "./session-drop.tsx";
import { useStore } from "../use-store.ts";

/** All that sessions show beside their menu: the progress of an export, files that are dropped, a selection as a test. */
export function SessionViews() {
  const { panel, deck } = usePanel();
  const { job, test } = useStore(deck.sessions);
  return (
    <>
      {job && <LaterSessionProgress sessions={deck.sessions} job={job} />}
      <SessionDrop panel={panel} deck={deck} />
      {test && <LaterSessionTest panel={panel} deck={deck} positions={test} />}
    </>
  );
}
