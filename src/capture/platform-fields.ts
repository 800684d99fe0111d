import { platformGet } from "./platform.ts";

const keys = ["altKey", "ctrlKey", "metaKey", "shiftKey"];

/** What is worth knowing of the platform's objects, by class. Nothing here is large, and nothing runs code of the application's. */
export const platformFields: Readonly<Record<string, readonly string[]>> = {
  Event: ["type", "target", "currentTarget", "defaultPrevented", "cancelable", "bubbles", "timeStamp"],
  CustomEvent: ["detail"],
  UIEvent: ["detail"],
  MouseEvent: ["button", "buttons", "clientX", "clientY", "relatedTarget", ...keys],
  PointerEvent: ["pointerId", "pointerType", "isPrimary"],
  WheelEvent: ["deltaX", "deltaY", "deltaMode"],
  KeyboardEvent: ["key", "code", "repeat", "isComposing", ...keys],
  InputEvent: ["inputType", "data", "isComposing"],
  FocusEvent: ["relatedTarget"],
  SubmitEvent: ["submitter"],
  ToggleEvent: ["oldState", "newState"],
  MessageEvent: ["data", "origin", "lastEventId"],
  CloseEvent: ["code", "reason", "wasClean"],
  ErrorEvent: ["message", "filename", "lineno", "colno", "error"],
  PromiseRejectionEvent: ["reason"],
  ProgressEvent: ["lengthComputable", "loaded", "total"],
  StorageEvent: ["key", "oldValue", "newValue", "url"],
  HashChangeEvent: ["oldURL", "newURL"],
  PopStateEvent: ["state"],
  PageTransitionEvent: ["persisted"],
  TransitionEvent: ["propertyName", "elapsedTime"],
  AnimationEvent: ["animationName", "elapsedTime"],
  SecurityPolicyViolationEvent: ["violatedDirective", "blockedURI", "sourceFile", "lineNumber"],
  AbortSignal: ["aborted", "reason"],
  Blob: ["size", "type"],
  File: ["name", "lastModified"],
  Request: ["method", "url"],
  Response: ["status", "statusText", "url", "type"],
  URL: ["href"],
  WebSocket: ["url", "readyState", "protocol"],
  ReadableStream: ["locked"],
};

/** What the keys of an event say of what is typed. */
const typed = new Set(["key", "code", "data"]);

/** Whether a field holds what somebody types into a password field. */
export function readsAsSecret(field: string, event: object): boolean {
  if (!typed.has(field)) return false;
  try {
    const target = platformGet("Event", "target", event);
    return typeof target === "object" && target !== null && platformGet("HTMLInputElement", "type", target) === "password";
  } catch {
    // No event, or not on an input.
    return false;
  }
}
