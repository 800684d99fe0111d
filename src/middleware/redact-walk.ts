import { concealed, type Container, forEachMember, hidesMembers, inspect, type MemberName, setOwn } from "./redact-members.ts";
import type { PathState } from "./redact-path.ts";

export interface RedactRules {
  readonly paths: PathState | undefined;
  readonly isSecretKey: ((name: string) => boolean) | undefined;
  readonly trust: (value: object) => boolean;
  readonly maxObjects: number;
  readonly replace: (value: unknown, pathOf: () => readonly string[]) => unknown;
}

const secret = Symbol("secret");

/** One container as one state of the paths reaches it: reached by another, other members of it may be secret. */
interface Visited {
  readonly container: Container;
  /** `undefined` where no path leads. */
  readonly state: PathState | undefined;
  /** How it was reached first. */
  readonly from: Visited | undefined;
  readonly name: MemberName;
  /** All that hold it, which change when it does. */
  readonly holders: Visited[];
  /** What may change in it, by place in the order of `forEachMember`. */
  readonly members: Map<number, Visited | typeof secret>;
  isChanged: boolean;
  isOpaque: boolean;
  copy?: Copy;
}
type Copy = unknown[] | Map<unknown, unknown> | Set<unknown> | Record<PropertyKey, unknown>;

/**
 * Looks through a value for what the rules call secret, and copies what has to change.
 *
 * First every container is visited and linked to those that hold it; then change spreads from the secrets to all that hold them; then only those are copied.
 * Each step is a loop over a list, so that neither depth nor a cycle can break it, and what two members share, their copies share as well.
 */
export class RedactWalk {
  readonly #rules: RedactRules;
  readonly #visited = new Map<PathState | undefined, Map<object, Visited>>();
  readonly #found: Visited[] = [];
  readonly #changed: Visited[] = [];
  #room: number;

  constructor(rules: RedactRules) {
    this.#rules = rules;
    this.#room = rules.maxObjects;
  }

  /** @returns a copy, or `undefined` when nothing in `root` is secret. Its own members are found by paths only, not by key. */
  run<Name extends string>(root: Readonly<Record<Name, unknown>>): Record<string, unknown> | undefined {
    const visitedRoot = this.#add(root, this.#rules.paths, undefined, undefined);
    const copy: Record<string, unknown> = {};
    // These lists grow while they are read.
    for (const found of this.#found) this.#visit(found);
    for (const { holders } of this.#changed) for (const holder of holders) this.#markChanged(holder);
    for (const changed of this.#changed) changed.copy = changed === visitedRoot ? copy : emptyCopy(changed.container);
    for (const changed of this.#changed) if (!changed.isOpaque) this.#fill(changed, changed.copy);
    return visitedRoot.isChanged ? copy : undefined;
  }

  #visit(visited: Visited): void {
    let place = 0;
    try {
      if (hidesMembers(visited.container)) this.#markChanged(visited);
      forEachMember(visited.container, (name, value) => {
        const member = this.#judge(visited, name, value);
        if (member !== undefined) visited.members.set(place, member);
        if (member === secret) this.#markChanged(visited);
        place++;
      });
    } catch {
      // Nobody can tell what it holds: a proxy that refuses, say.
      visited.isOpaque = true;
      this.#markChanged(visited);
    }
  }

  #judge(holder: Visited, name: MemberName, value: unknown): Visited | typeof secret | undefined {
    // That a secret is absent is none, and worth knowing.
    if (value === undefined || value === null) return undefined;
    const { isSecretKey } = this.#rules;
    const state = name === undefined ? undefined : holder.state?.next(name);
    if (state?.ends) return secret;
    if (!state && !isSecretKey) return undefined;
    if (typeof name === "string" && holder.from && isSecretKey?.(name)) return secret;
    if (value === concealed || typeof value === "function") return secret;
    return typeof value === "object" ? this.#enter(value, state, holder, name) : undefined;
  }

  #enter(value: object, state: PathState | undefined, holder: Visited, name: MemberName): Visited | typeof secret | undefined {
    const known = this.#visited.get(state)?.get(value);
    if (known) {
      known.holders.push(holder);
      return known;
    }
    const inspected = this.#inspect(value);
    if (inspected === "leaf") return undefined;
    if (inspected === "opaque" || this.#room-- <= 0) return secret;
    const visited = this.#add(inspected, state, holder, name, value);
    if (inspected !== value) this.#markChanged(visited);
    return visited;
  }

  #inspect(value: object): ReturnType<typeof inspect> {
    try {
      const inspected = inspect(value);
      return inspected !== value && this.#rules.trust(value) ? "leaf" : inspected;
    } catch {
      return "opaque";
    }
  }

  #add(container: Container, state: PathState | undefined, from: Visited | undefined, name: MemberName, value: object = container): Visited {
    const visited: Visited = { container, state, from, name, holders: from ? [from] : [], members: new Map(), isChanged: false, isOpaque: false };
    let ofState = this.#visited.get(state);
    if (!ofState) this.#visited.set(state, (ofState = new Map()));
    ofState.set(value, visited);
    this.#found.push(visited);
    return visited;
  }

  #markChanged(visited: Visited): void {
    if (visited.isChanged) return;
    visited.isChanged = true;
    this.#changed.push(visited);
  }

  #fill(visited: Visited, copy: Copy | undefined): void {
    let place = 0;
    let mapKey: unknown;
    forEachMember(visited.container, (name, value, key) => {
      const kept = this.#keep(visited, place++, name, value);
      if (Array.isArray(copy)) copy.push(kept);
      else if (copy instanceof Set) copy.add(kept);
      else if (copy instanceof Map) {
        if (name === undefined) mapKey = kept;
        else copy.set(mapKey, kept);
      } else if (copy && Object.prototype.propertyIsEnumerable.call(visited.container, key)) setOwn(copy, key, kept);
    });
  }

  #keep(visited: Visited, place: number, name: MemberName, value: unknown): unknown {
    const member = visited.members.get(place);
    if (member === undefined) return value;
    if (member !== secret && !member.isOpaque) return member.copy ?? value;
    return this.#rules.replace(value === concealed ? undefined : value, () => pathOf(visited, name));
  }
}

function emptyCopy(container: Container): Copy {
  if (Array.isArray(container)) return [];
  if (container instanceof Map) return new Map();
  if (container instanceof Set) return new Set();
  return Object.getPrototypeOf(container) === null ? Object.create(null) : {};
}

function pathOf(visited: Visited, name: MemberName): readonly string[] {
  const path = [String(name ?? "")];
  for (let at: Visited = visited; at.from; at = at.from) path.unshift(String(at.name ?? ""));
  return path;
}
