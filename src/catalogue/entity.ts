import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { fields, id, json, jsonObject, maybe, text } from "./fields.ts";

type EntityTopic<Type extends string> = (payload: { readonly entity: string }) => `${string}.${Type}`;

/** Something of the kind `entity` exists now; its topic is `ENTITY.created`, as in `product.created`. */
export const entityCreated = /* @__PURE__ */ defineEvent("created", fields({ entity: id, entityId: id, value: maybe(json), metadata: maybe(jsonObject) }), {
  topic: /* @__PURE__ */ topicOf("created"),
});
/** Something of the kind `entity` was changed; its topic is `ENTITY.updated`. */
export const entityUpdated = /* @__PURE__ */ defineEvent(
  "updated",
  fields({ entity: id, entityId: id, changes: maybe(jsonObject), metadata: maybe(jsonObject) }),
  {
    topic: /* @__PURE__ */ topicOf("updated"),
  },
);
/** Something of the kind `entity` is gone; its topic is `ENTITY.deleted`. */
export const entityDeleted = /* @__PURE__ */ defineEvent("deleted", fields({ entity: id, entityId: id, reason: maybe(text), metadata: maybe(jsonObject) }), {
  topic: /* @__PURE__ */ topicOf("deleted"),
});
/** Something of the kind `entity` is in use from now on; its topic is `ENTITY.activated`. */
export const entityActivated = /* @__PURE__ */ defineEvent(
  "activated",
  fields({ entity: id, entityId: id, reason: maybe(text), metadata: maybe(jsonObject) }),
  {
    topic: /* @__PURE__ */ topicOf("activated"),
  },
);
/** Something of the kind `entity` is out of use, and still there; its topic is `ENTITY.deactivated`. */
export const entityDeactivated = /* @__PURE__ */ defineEvent(
  "deactivated",
  fields({ entity: id, entityId: id, reason: maybe(text), metadata: maybe(jsonObject) }),
  { topic: /* @__PURE__ */ topicOf("deactivated") },
);
/** Something failed that has to do with the kind `entity`; its topic is `ENTITY.error`. */
export const entityError = /* @__PURE__ */ defineEvent("error", fields({ entity: id, entityId: maybe(id), error: failure, metadata: maybe(jsonObject) }), {
  priority: "immediate",
  topic: /* @__PURE__ */ topicOf("error"),
});
/** Something else happened to the kind `entity`: `name` says what; its topic is `ENTITY.custom`. */
export const entityCustom = /* @__PURE__ */ defineEvent(
  "custom",
  fields({ entity: id, entityId: maybe(id), name: id, data: maybe(json), metadata: maybe(jsonObject) }),
  { topic: /* @__PURE__ */ topicOf("custom") },
);

/** All events about an entity, for `createBus({ events: entityEvents })`. */
export const entityEvents = [entityCreated, entityUpdated, entityDeleted, entityActivated, entityDeactivated, entityError, entityCustom] as const;

// @__NO_SIDE_EFFECTS__
function topicOf<const Type extends string>(type: Type): EntityTopic<Type> {
  return ({ entity }) => `${entity}.${type}`;
}
