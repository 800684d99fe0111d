/** How the messages of a link are written. Both sides use the same; what it decodes is checked afterwards, and need not be by the codec. */
export interface Codec {
  readonly name: string;
  /** @param message a plain object that JSON carries */
  encode(message: object): unknown;
  /** The object again, from what came in; nobody else may hold it, for what is in it is kept and frozen. @throws when it is not what `encode` writes; RangeError when it is larger than `maxBytes` */
  decode(posted: unknown, maxBytes: number): unknown;
}

/** JSON text, events in it as CloudEvents 1.0: what every link carries. */
export const jsonCodec: Codec = {
  name: "json",
  encode: (message) => JSON.stringify(message),
  decode(posted, maxBytes) {
    if (typeof posted !== "string") throw new TypeError(`a message is text, not of type ${typeof posted}`);
    // A character is at least a byte: what has more characters need not be parsed to know.
    if (posted.length > maxBytes) throw new RangeError(`a message has at most ${maxBytes} bytes, not ${posted.length}`);
    return JSON.parse(posted);
  },
};
