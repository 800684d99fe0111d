import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { count, duration, fields, id, ids, jsonObject, maybe, or, text } from "./fields.ts";

/** Records came in from somewhere. */
export const dataReceived = /* @__PURE__ */ defineEvent(
  "data.received",
  fields({ dataset: id, count: maybe(count), sizeBytes: maybe(count), from: maybe(text) }),
);
/** Records were found to be as they should be. */
export const dataValidated = /* @__PURE__ */ defineEvent("data.validated", fields({ dataset: id, count: maybe(count), durationMs: maybe(duration) }));
/** Records were found not to be as they should be, and were not taken. */
export const dataRejected = /* @__PURE__ */ defineEvent("data.rejected", fields({ dataset: id, count: maybe(count), records: or(ids, []), error: failure }), {
  priority: "immediate",
});
/** Records were made into others. */
export const dataTransformed = /* @__PURE__ */ defineEvent(
  "data.transformed",
  fields({ dataset: id, into: id, count: maybe(count), durationMs: maybe(duration) }),
);
/** Records were added or changed; `changes` holds the new values where it is about one. */
export const dataUpdated = /* @__PURE__ */ defineEvent(
  "data.updated",
  fields({ dataset: id, records: or(ids, []), count: maybe(count), revision: maybe(count), changes: maybe(jsonObject) }),
);
/** Records are gone. */
export const dataDeleted = /* @__PURE__ */ defineEvent("data.deleted", fields({ dataset: id, records: or(ids, []), count: maybe(count) }));
/** Records were written somewhere else. */
export const dataExported = /* @__PURE__ */ defineEvent(
  "data.exported",
  fields({ dataset: id, to: text, format: maybe(id), count: maybe(count), sizeBytes: maybe(count) }),
);
/** What was remembered of a dataset, or of some `keys` in it, no longer holds: caches let it go. */
export const dataInvalidated = /* @__PURE__ */ defineEvent("data.invalidated", fields({ dataset: id, keys: or(ids, []), reason: maybe(text) }));

/** All of `data.*`, for `createBus({ events: dataEvents })`. */
export const dataEvents = [dataReceived, dataValidated, dataRejected, dataTransformed, dataUpdated, dataDeleted, dataExported, dataInvalidated] as const;
