import { Store, type Readable } from "../target/index.ts";

/** Where preferences are kept: `localStorage`, or anything like it. */
export type PreferenceStorage = Pick<Storage, "getItem" | "setItem">;

/** What is remembered, by name; only what JSON can carry. */
export type Preferences = Readonly<Record<string, unknown>>;

/**
 * What the user has chosen, kept across reloads. A value is read with a guard, since storage may hold anything.
 * Where storage is forbidden or full, choices last as long as the page.
 */
export class PreferenceStore implements Readable<Preferences> {
  readonly #storage: PreferenceStorage | undefined;
  readonly #key: string;
  readonly #store: Store<Preferences>;

  /** @param storage - `undefined` remembers nothing */
  constructor(storage: PreferenceStorage | undefined, key = "eventdeck.panel") {
    this.#storage = storage;
    this.#key = key;
    this.#store = new Store(this.#read());
  }

  get state(): Preferences {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  get<Value>(name: string, guard: (value: unknown) => value is Value, fallback: Value): Value {
    const value = this.state[name];
    return guard(value) ? value : fallback;
  }

  set(name: string, value: unknown): void {
    this.#store.set({ ...this.state, [name]: value });
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(this.state));
    } catch {
      // Full or forbidden: the choice holds until the page goes.
    }
  }

  #read(): Preferences {
    try {
      const value: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? "{}");
      return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
    } catch {
      return {};
    }
  }
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

export function isFlag(value: unknown): value is boolean {
  return typeof value === "boolean";
}

export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

/** A guard for one of some words. */
export function oneOf<const Words extends readonly string[]>(...words: Words): (value: unknown) => value is Words[number] {
  return (value): value is Words[number] => typeof value === "string" && words.includes(value);
}
