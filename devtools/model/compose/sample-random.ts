/** Choices that look random and are the same for the same seed. */
export interface Random {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  /** @throws RangeError for an empty list */
  pick<Item>(list: readonly Item[]): Item;
}

/** A generator of the mulberry32 family: small, and the same in every engine. */
export function createRandom(seed: number): Random {
  let state = (seed ^ 0x9e_37_79_b9) >>> 0;
  const below = (end: number) => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, end);
  };
  return {
    below,
    pick(list) {
      const [...items] = list;
      for (const item of items.slice(below(items.length))) return item;
      throw new RangeError("There is nothing to pick from: the list is empty.");
    },
  };
}
