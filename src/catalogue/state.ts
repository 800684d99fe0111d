import { defineEvent } from "../event/index.ts";
import { count, fields, id, json, maybe, moment, text } from "./fields.ts";

/** A state was written to where it is kept. */
export const stateSaved = /* @__PURE__ */ defineEvent(
  "state.saved",
  fields({ key: id, revision: maybe(count), sizeBytes: maybe(count), location: maybe(text) }),
);
/** A state was read from where it is kept. */
export const stateLoaded = /* @__PURE__ */ defineEvent(
  "state.loaded",
  fields({ key: id, revision: maybe(count), sizeBytes: maybe(count), location: maybe(text) }),
);
/** A state was put back after something went wrong; `savedAt` says how old it is. */
export const stateRecovered = /* @__PURE__ */ defineEvent(
  "state.recovered",
  fields({ key: id, revision: maybe(count), savedAt: maybe(moment), reason: maybe(text) }),
);
/** A state has another value. */
export const stateChanged = /* @__PURE__ */ defineEvent(
  "state.changed",
  fields({ key: id, revision: maybe(count), value: maybe(json), previous: maybe(json) }),
);
/** A state is no longer kept. */
export const stateDeleted = /* @__PURE__ */ defineEvent("state.deleted", fields({ key: id, revision: maybe(count), reason: maybe(text) }));

/** All of `state.*`, for `createBus({ events: stateEvents })`. */
export const stateEvents = [stateSaved, stateLoaded, stateRecovered, stateChanged, stateDeleted] as const;
