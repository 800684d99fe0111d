import { laterView } from "../panel/later-view.tsx";

/** The panel and the models of its decks, which are of no use without each other. */
export const loadPanel = () => import("../panel/areas/panel.ts");

/** The panel, which is loaded when it is first opened. It can be closed and docked elsewhere before it has come. */
export const LaterPanel = laterView("The event deck", loadPanel, ({ controls }, room) => (
  <section className="deck loading" aria-label="Event deck">
    <div className="loading-bar">
      <span className="grow" />
      {controls}
    </div>
    {room}
  </section>
));
