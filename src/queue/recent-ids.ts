interface Remembered {
  readonly source: string;
  readonly id: string;
  readonly seq: number;
}

/**
 * The newest ids, each with the sequence it has, so many of them. A ring says which is the oldest, since taking the oldest out of a Map walks over what was taken
 * before; and there is a Map for each source, since joining source and id to one text costs more than looking it up.
 */
export class RecentIds {
  readonly #bySource = new Map<string, Map<string, number>>();
  readonly #sources: string[] = [];
  readonly #ids: string[] = [];
  readonly #sequences: number[] = [];
  readonly #size: number;
  #next = 0;

  /** @param size most ids; 0 remembers none */
  constructor(size: number) {
    this.#size = size;
  }

  /** The sequence of an id that is remembered. */
  get({ source, id }: Pick<Remembered, "source" | "id">): number | undefined {
    return this.#bySource.get(source)?.get(id);
  }
  /** @returns the sequence that is forgotten for it */
  add({ source, id, seq }: Remembered): number | undefined {
    if (this.#size === 0) return undefined;
    const place = this.#next;
    const oldest = this.#sequences[place];
    if (oldest !== undefined) this.#forget(this.#sources[place]!, this.#ids[place]!, oldest);
    this.#sources[place] = source;
    this.#ids[place] = id;
    this.#sequences[place] = seq;
    this.#next = (place + 1) % this.#size;
    const ids = this.#bySource.get(source);
    if (ids) ids.set(id, seq);
    else this.#bySource.set(source, new Map([[id, seq]]));
    return oldest;
  }
  /** What it was added for has come to nothing. */
  forget({ source, id, seq }: Remembered): void {
    this.#forget(source, id, seq);
  }

  #forget(source: string, id: string, seq: number): void {
    const ids = this.#bySource.get(source);
    if (ids?.get(id) !== seq) return;
    ids.delete(id);
    if (ids.size === 0) this.#bySource.delete(source);
  }
}
