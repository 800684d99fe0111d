const digits = "0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * Ids unique to one maker: a random prefix and a counter, since `randomUUID` costs more than a whole delivery.
 * The counter's last digit is appended from a table, which saves turning a number into text for 35 of 36 ids.
 */
export class IdMaker {
  /** 12 characters, 62 random bits. */
  readonly prefix: string = randomPrefix();
  #high = 0;
  #low = 0;
  #stem = `${this.prefix}-0`;

  next(): string {
    if (this.#low === 36) {
      this.#low = 0;
      this.#stem = `${this.prefix}-${(++this.#high).toString(36)}`;
    }
    return this.#stem + digits[this.#low++]!;
  }
}

function randomPrefix(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(12));
  let text = "";
  for (const byte of bytes) text += digits[byte % 36]!;
  return text;
}
