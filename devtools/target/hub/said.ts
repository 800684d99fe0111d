import type { LobbyMessage, TargetInfo, ToHost, ToPanel } from "../remote/wire.ts";
import { isName } from "./frame.ts";

/** Buses that a page may have. */
const mostTargets = 1_000;
/** Characters of what a bus is called and where it is. */
const longestText = 10_000;

/** Whether that is of the lobby, whole: what it says decides who may speak for whom. */
export function isLobbyMessage(message: unknown): message is LobbyMessage {
  if (!isObject(message) || !isName(message["page"]) || !Number.isSafeInteger(message["version"])) return false;
  if (message["kind"] === "who" || message["kind"] === "gone") return true;
  const targets = message["targets"];
  return message["kind"] === "here" && Array.isArray(targets) && targets.length <= mostTargets && targets.every(isTargetInfo);
}

/** Whether a bus may be meant by it. What is inside is checked where it is used, by whoever knows its version. */
export function isToHost(message: unknown): message is ToHost {
  return isObject(message) && isName(message["kind"]) && isName(message["panel"]);
}

/** Whether panels may be meant by it, or one of them. */
export function isToPanel(message: unknown): message is ToPanel {
  return isObject(message) && isName(message["kind"]) && (message["panel"] === undefined || isName(message["panel"]));
}

function isTargetInfo(info: unknown): info is TargetInfo {
  return isObject(info) && isName(info["id"]) && isText(info["name"]) && isText(info["source"]) && isText(info["place"]);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= longestText;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
