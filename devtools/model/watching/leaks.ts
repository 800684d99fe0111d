import type { Listener } from "../../target/index.ts";

/** A kind of subscription that is made again and again, and not ended. */
export interface Leak {
  readonly key: string;
  readonly name: string;
  readonly selector: string;
  /** Of the active ones, in the order in which they were made. */
  readonly ids: readonly string[];
  /** How many more there are than a minute ago, or than when somebody began to look. */
  readonly grown: number;
  /** How many were active over that time, oldest first. */
  readonly counts: readonly number[];
}

const fewest = 10;
const minuteMs = 60_000;
const mostSamples = 60;
const fewestSamples = 3;
/** More kinds than that are not followed: names made from ids are no kind. */
const mostKinds = 5_000;

interface Followed {
  counts: { readonly at: number; readonly active: number }[];
}

/**
 * Finds subscriptions that leak: at least 10 active of the same name and selector, that have grown over the last minute and at no moment in it become fewer.
 * A list that mounts a hundred rows grows as well, but then stands still; what leaks goes on. It takes three samples to tell.
 */
export class LeakWatch {
  readonly #followed = new Map<string, Followed>();

  /** Takes a look. @param at milliseconds from an arbitrary start */
  sample(listeners: readonly Listener[], at: number): readonly Leak[] {
    const kinds = kindsOf(listeners);
    for (const key of this.#followed.keys()) if (!kinds.has(key)) this.#followed.delete(key);
    const leaks: Leak[] = [];
    for (const [key, members] of kinds) {
      const [first] = members;
      if (members.length < fewest || !first) continue;
      const counts = this.#count(key, members.length, at);
      if (!isGrowing(counts)) continue;
      const active = counts.map((each) => each.active);
      leaks.push({
        key,
        name: first.name,
        selector: first.selector,
        ids: members.map(({ id }) => id),
        grown: members.length - (active[0] ?? 0),
        counts: active,
      });
    }
    return leaks.toSorted((left, right) => right.ids.length - left.ids.length);
  }

  #count(key: string, active: number, at: number): Followed["counts"] {
    const followed = this.#followed.get(key) ?? { counts: [] };
    followed.counts = [...followed.counts.filter((each) => each.at > at - minuteMs), { at, active }].slice(-mostSamples);
    if (this.#followed.has(key) || this.#followed.size < mostKinds) this.#followed.set(key, followed);
    return followed.counts;
  }
}

function kindsOf(listeners: readonly Listener[]): ReadonlyMap<string, readonly Listener[]> {
  const kinds = new Map<string, Listener[]>();
  for (const listener of listeners) {
    const key = `${listener.name}\n${listener.selector}`;
    const kind = kinds.get(key);
    if (kind) kind.push(listener);
    else kinds.set(key, [listener]);
  }
  return kinds;
}

function isGrowing(counts: Followed["counts"]): boolean {
  const first = counts[0];
  const last = counts.at(-1);
  if (!first || !last || counts.length < fewestSamples || last.active <= first.active) return false;
  return counts.every(({ active }, index) => index === 0 || active >= (counts[index - 1]?.active ?? 0));
}
