interface Pressed {
  readonly key: string;
  readonly timeStamp: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

// As long as a pause in typing lasts in menus of desktops.
const pauseMs = 700;

/** Finds items by the first letters of their labels, as they are typed. */
export class TypeAhead {
  #text = "";
  #at = Number.NEGATIVE_INFINITY;

  /** The item that is meant by one more key; `undefined` when the key is no letter, or nothing begins so. @param from where the focus is */
  find(pressed: Pressed, items: readonly { readonly label: string }[], from: number): number | undefined {
    const { key, timeStamp } = pressed;
    if (key.length !== 1 || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
    const goesOn = timeStamp - this.#at < pauseMs;
    // A space is a letter only inside of a label.
    if (key === " " && !(goesOn && this.#text !== "")) return undefined;
    const again = goesOn && this.#text === key.toLowerCase();
    this.#text = goesOn && !again ? this.#text + key.toLowerCase() : key.toLowerCase();
    this.#at = timeStamp;
    const start = this.#text.length === 1 ? from + 1 : Math.max(0, from);
    const order = items.map((_, index) => (start + index) % items.length);
    return order.find((index) => items[index]?.label.toLowerCase().startsWith(this.#text));
  }
}
