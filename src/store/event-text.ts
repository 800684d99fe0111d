import { type BusEvent, takeCloudEvent, viewCloudEvent } from "../event/index.ts";

/** @throws SessionFormatError for an event that has no CloudEvents form */
export function encodeEvent(event: BusEvent): string {
  return JSON.stringify(viewCloudEvent(event));
}
/** Whether it has one. */
export function hasText(event: BusEvent): boolean {
  try {
    viewCloudEvent(event);
    return true;
  } catch {
    return false;
  }
}

/** @throws an error of whatever kind when the text is not what `encodeEvent` writes */
export function decodeEvent(text: string): BusEvent {
  return takeCloudEvent(JSON.parse(text));
}
