import { BusError, EventValidationError, LaneOverflowError, NoResponderError, RemoteError, TimeoutError } from "../event/index.ts";
import type { WireError } from "./wire.ts";

/** Those of ours whose class means something to a requester. */
const restored: Readonly<Record<string, (message: string) => BusError>> = {
  TimeoutError: (message) => new TimeoutError(message),
  NoResponderError: (message) => new NoResponderError(message),
  LaneOverflowError: (message) => new LaneOverflowError(message),
};

const maxMessageLength = 2000;

/** An error as it travels: no stack and no members, which may tell more of this side than the other is to know. */
export function toWireError(error: unknown): WireError {
  // Passed on, it is told as it was thrown, however many buses are between.
  if (error instanceof RemoteError && error.cause instanceof Error) return toWireError(error.cause);
  if (!(error instanceof Error)) return { name: "Error", message: String(error).slice(0, maxMessageLength) };
  const { name, message } = error;
  return { name, message: message.slice(0, maxMessageLength), ...(error instanceof BusError && { code: error.code }) };
}

/** The error again: of the same class where it is one of ours, else a RemoteError whose cause bears the name that it had. */
export function fromWireError(type: string, { name, message, code }: WireError): BusError {
  const known = Object.hasOwn(restored, name) ? restored[name] : undefined;
  if (known) return known(message);
  if (name === "EventValidationError") return new EventValidationError(type, [], message);
  if (name === "BusError" && code !== undefined) return new BusError(code, message);
  const cause = new Error(message);
  cause.name = name;
  return new RemoteError(`The responder for "${type}" failed where it runs: ${name}: ${message}`, { cause });
}
