import { defineEvent } from "../event/index.ts";
import { failure } from "./failure.ts";
import { fields, id, json, jsonObject, maybe, text } from "./fields.ts";

// No token, password or address is a field here: an event goes to everybody, and into history.

/** Somebody has an account. */
export const userRegistered = /* @__PURE__ */ defineEvent("user.registered", fields({ userId: id, tenantId: maybe(id), name: maybe(text) }));
/** An account was changed; `changes` holds the new values. */
export const userUpdated = /* @__PURE__ */ defineEvent("user.updated", fields({ userId: id, changes: jsonObject }));
/** An account is gone. */
export const userDeleted = /* @__PURE__ */ defineEvent("user.deleted", fields({ userId: id, reason: maybe(text) }));
/** Somebody signed in; `method` is how, as in `password`, `passkey` or `oidc`. */
export const userLogin = /* @__PURE__ */ defineEvent("user.login", fields({ userId: id, tenantId: maybe(id), sessionId: maybe(id), method: maybe(id) }));
/** Somebody could not sign in; `name` is what was given as the user's. */
export const userLoginFailed = /* @__PURE__ */ defineEvent("user.login.failed", fields({ name: maybe(text), method: maybe(id), error: failure }), {
  priority: "immediate",
});
/** Somebody signed out. */
export const userLogout = /* @__PURE__ */ defineEvent("user.logout", fields({ userId: id, sessionId: maybe(id), reason: maybe(text) }));
/** Somebody did something: `action` is what, `target` to what. */
export const userAction = /* @__PURE__ */ defineEvent("user.action", fields({ userId: id, action: id, target: maybe(text), data: maybe(json) }));
/** Somebody wrote something, such as the answer that a task waits for. */
export const userInput = /* @__PURE__ */ defineEvent("user.input", fields({ userId: id, taskId: maybe(id), text }));

/** All of `user.*`, for `createBus({ events: userEvents })`. */
export const userEvents = [userRegistered, userUpdated, userDeleted, userLogin, userLoginFailed, userLogout, userAction, userInput] as const;
