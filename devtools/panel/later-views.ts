import { createElement, Fragment } from "react";
import { replaying } from "../model/index.ts";
import { laterPopup } from "./later-popup.tsx";
import { betweenLines, laterView } from "./later-view.tsx";
import { LaterMenu } from "./menu/menu.tsx";

const small = () => import("./areas/small-views.ts");

/** The views that are loaded when they are first shown, each with its models and styles. */
export const LaterAttempt = laterView("The attempt", () => import("./areas/attempt.ts"));
export const LaterBusChoice = laterView("The choice of buses", () => small().then(({ busChoice }) => busChoice), betweenLines);
export const LaterColumnPath = laterPopup("What asks for a path", () => small().then(({ columnPath }) => columnPath));
export const LaterCompose = laterView("Compose", () => import("./areas/compose.ts"));
export const LaterConnection = laterView("The state of the connection", () => small().then(({ connection }) => connection), betweenLines);
export const LaterDeckReload = laterView("How the reload went", () => small().then(({ deckReload }) => deckReload), betweenLines);
export const LaterDeliveries = laterView("Deliveries", () => import("./areas/deliveries.ts"));
export const LaterDetail = laterView("The detail", () => import("./areas/detail.ts"));
export const LaterEmptyList = laterView("What stands here instead of rows", () => import("./areas/empty-list.ts"));
export const LaterFilterMistake = laterView("What is wrong with the filter", () => small().then(({ filterMistake }) => filterMistake), betweenLines);
export const LaterHealth = laterView("Health", () => import("./areas/health.ts"));
export const LaterKeysHelp = laterPopup("The list of keys", () => small().then(({ keysHelp }) => keysHelp));
export const LaterLaneTools = laterView("The tools of the lanes", () => small().then(({ laneTools }) => laneTools), betweenLines);
export const LaterLinks = laterView("Links", () => import("./areas/links.ts"));
export const LaterListeners = laterView("Listeners", () => import("./areas/listeners.ts"));
export const LaterPinStrip = laterView("The pinned events", () => small().then(({ pinStrip }) => pinStrip), betweenLines);
export const LaterQueues = laterView("Queues", () => import("./areas/queues.ts"));
export const LaterRaw = laterView("Raw", () => import("./areas/raw.ts"));
export const LaterRunParts = laterView(
  "Who hears a replay",
  () => small().then(({ runParts }) => runParts),
  ({ children }, room) => createElement(Fragment, null, createElement("div", { className: "replay-note" }, room), children),
);
export const LaterSavedList = laterPopup("Saved filters", () => small().then(({ savedList }) => savedList));
export const LaterSessionChoice = laterView("What opens session files", () => small().then(({ sessionChoice }) => sessionChoice));
export const LaterSessionProgress = laterView("How far the export is", () => small().then(({ sessionProgress }) => sessionProgress), betweenLines);
export const LaterSessionTest = laterView("The export as a test", () => import("./areas/session-test.ts"));
export const LaterState = laterView("State", () => import("./areas/state.ts"));
export const LaterStripSpan = laterView("The span", () => small().then(({ stripSpan }) => stripSpan), betweenLines);
export const LaterStripTip = laterView("What is under the pointer", () => small().then(({ stripTip }) => stripTip), betweenLines);
export const LaterWhy = laterView("Why", () => import("./areas/why.ts"));

const smallViews = [
  LaterColumnPath,
  LaterDeckReload,
  LaterFilterMistake,
  LaterKeysHelp,
  LaterLaneTools,
  LaterPinStrip,
  LaterRunParts,
  LaterSavedList,
  LaterSessionProgress,
  LaterStripSpan,
  LaterStripTip,
];

/** Loads what whoever has opened the panel is likely to look at next, while the page has nothing else to do. Returns what calls it off. */
export function prefetchWhenIdle(): () => void {
  const fetchAll = () => {
    for (const view of [LaterMenu, LaterDetail, LaterWhy, LaterDeliveries, ...smallViews]) void view.prefetch();
    void replaying.load();
  };
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback === "function") {
    const asked = requestIdleCallback(fetchAll);
    return () => cancelIdleCallback(asked);
  }
  const timer = setTimeout(fetchAll, 500);
  return () => clearTimeout(timer);
}
