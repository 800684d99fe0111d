import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { count, fields, id, jsonObject, maybe, or, text } from "./fields.ts";

/** Something was made: a file, a report, a picture; `uri` is where it lies, `checksum` begins with its algorithm, as in `sha256:…`. */
export const artifactCreated = /* @__PURE__ */ defineEvent(
  "artifact.created",
  fields({
    artifactId: id,
    name: text,
    mimeType: or(id, "application/octet-stream"),
    sizeBytes: maybe(count),
    uri: maybe(text),
    checksum: maybe(text),
    /** What made it. */
    taskId: maybe(id),
    agentId: maybe(id),
    metadata: maybe(jsonObject),
  }),
);
/** An artifact has new content. */
export const artifactUpdated = /* @__PURE__ */ defineEvent(
  "artifact.updated",
  fields({ artifactId: id, revision: maybe(count), sizeBytes: maybe(count), uri: maybe(text), checksum: maybe(text), agentId: maybe(id) }),
);
/** An artifact can be had at `uri`. */
export const artifactPublished = /* @__PURE__ */ defineEvent("artifact.published", fields({ artifactId: id, revision: maybe(count), uri: text }));
/** An artifact was found to be as it should be. */
export const artifactValidated = /* @__PURE__ */ defineEvent("artifact.validated", fields({ artifactId: id, revision: maybe(count), by: maybe(id) }));
/** An artifact was found not to be as it should be. */
export const artifactRejected = /* @__PURE__ */ defineEvent(
  "artifact.rejected",
  fields({ artifactId: id, revision: maybe(count), by: maybe(id), error: failure }),
  { priority: "immediate" },
);
/** An artifact is no longer kept. */
export const artifactDeleted = /* @__PURE__ */ defineEvent("artifact.deleted", fields({ artifactId: id, reason: maybe(text) }));

/** All of `artifact.*`, for `createBus({ events: artifactEvents })`. */
export const artifactEvents = [artifactCreated, artifactUpdated, artifactPublished, artifactValidated, artifactRejected, artifactDeleted] as const;
