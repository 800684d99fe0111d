/** Numbers below 1 that a seed determines: what happens to a message must not depend on the order in which fast-check draws. */
export function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
