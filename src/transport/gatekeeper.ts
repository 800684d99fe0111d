import type { LinkParts } from "./link-parts.ts";
import { readMessage, versionOf } from "./read-message.ts";
import { protocolVersion, type WireMessage } from "./wire.ts";

/** Beside its events, what a message may weigh. */
const envelopeBytes = 64 * 1024;
/** Versions that are told apart. */
const maxVersions = 100;

/** Lets in what is a message of this protocol and for this side. */
export class Gatekeeper {
  readonly #parts: LinkParts;
  /** Versions that were complained of. */
  readonly #versions = new Set<string>();

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  /** The message, when there is one for this side. @throws what says why it is refused */
  read(posted: unknown): WireMessage | undefined {
    const { options, hub, inbound, epoch } = this.#parts;
    const value = options.codec.decode(posted, options.maxEventBytes + envelopeBytes);
    this.#requireVersion(versionOf(value));
    const message = readMessage(value);
    if (message.from === hub.instanceId) {
      if (message.epoch !== epoch) throw new TypeError("a message claims to come from this bus itself");
      // The medium has echoed it.
      if (message.kind === "events") for (const _ of message.events) inbound.duplicate();
      return undefined;
    }
    return message.to === undefined || message.to === hub.instanceId ? message : undefined;
  }
  /** The first of another version is told of at length, and ends a link that is for one. */
  #requireVersion(version: unknown): void {
    if (version === undefined || version === protocolVersion) return;
    const { alone, name, fail } = this.#parts;
    const text = JSON.stringify(version).slice(0, 20);
    if (this.#versions.has(text)) throw new TypeError(`a message of version ${text}`);
    if (this.#versions.size < maxVersions) this.#versions.add(text);
    const error = new TypeError(
      `eventdeck on the far side of "${name}" speaks version ${text} of the protocol, and this one version ${protocolVersion}: update the older of the two`,
    );
    if (alone) queueMicrotask(() => fail(error));
    throw error;
  }
}
