export type { Actor, BusEvent, EventDraft, EventOptions, Priority } from "./event.ts";
export type { DefinitionOptions, EventDefinition, EventKind, RequestDefinition, RequestDraft } from "./kind.ts";
export { defineEvent, defineRequest, payload, priorities } from "./definition.ts";
export {
  BusClosedError,
  BusError,
  describeIssues,
  EventValidationError,
  FilterSyntaxError,
  LaneOverflowError,
  NoResponderError,
  RemoteError,
  SessionFormatError,
  TimeoutError,
} from "./errors.ts";
export { isPlainObject } from "./freeze.ts";
export { decodePayload } from "./decode-payload.ts";
export { devalueContentType, encodePayload, maxPayloadDepth, maxPayloadValues } from "./encode-payload.ts";
export { fromCloudEvent, takeCloudEvent } from "./from-cloud-event.ts";
export { placeholder } from "./placeholder.ts";
export { toPortable } from "./portable.ts";
export { requireFrom, requireFunction, requireOneOf, requirePositive, requireText } from "./require.ts";
export { isSealed, noHeaders, seal, sealedBytes } from "./seal.ts";
export { requireAttributes, Stamper } from "./stamp.ts";
export { leanCloudEvent, toCloudEvent, viewCloudEvent } from "./to-cloud-event.ts";
export { topicOf } from "./topic.ts";
export { validate } from "./validate.ts";
