import { freeze, type Patch } from "immer";
import { applyStep } from "./apply-patches.ts";
import { copyOf, isContainer, memberOf } from "./container.ts";

/** Longer arrays have a twin that is not frozen: immer copies each array that it changes, and V8 copies a frozen one a hundred times slower that way. */
const wide = 64;

/** Some of the patches of a change: those of one member, which follow one another. */
interface Part {
  readonly patches: readonly Patch[];
  readonly from: number;
  readonly to: number;
  /** So much of their paths they have in common. */
  readonly depth: number;
}

/**
 * The frozen state to show for one that immer made. Both share everything but wide arrays and what holds them.
 *
 * @param shown the state before, as it is shown
 * @param base the state before, as immer was given it
 * @param next what immer made of `base`: the base of the next change
 * @param patches what leads from `base` to `next`, in the order of `patchesBetween`
 */
export function publish(shown: unknown, base: unknown, next: unknown, patches: readonly Patch[]): unknown {
  return publishMember(shown, base, next, { patches, from: 0, to: patches.length, depth: 0 });
}

function publishMember(shown: unknown, base: unknown, next: unknown, part: Part): unknown {
  const replaced = part.patches[part.from]!.path.length === part.depth;
  // The members of a set are replaced, never changed.
  if (replaced || shown instanceof Set || !isContainer(shown) || !isContainer(base) || !isContainer(next)) return freeze(next);
  let shared = shown === base && !(Array.isArray(next) && next.length > wide);
  const members: (readonly [string | number, unknown])[] = [];
  for (const below of partsOf(part)) {
    const key = below.patches[below.from]!.path[part.depth]!;
    if (below.patches[below.from]!.path.length === below.depth) continue;
    const nextMember = memberOf(next, key);
    const member = publishMember(memberOf(shown, key), memberOf(base, key), nextMember, below);
    if (member !== nextMember) shared = false;
    members.push([key, member]);
  }
  return freeze(shared ? next : withSteps(copyOf(shown), members, part));
}

function withSteps(copy: object, members: readonly (readonly [string | number, unknown])[], { patches, from, to, depth }: Part): object {
  for (const [key, value] of members) applyStep(copy, key, { op: "replace", value });
  for (let index = from; index < to; index++) {
    const patch = patches[index]!;
    if (patch.path.length === depth + 1) applyStep(copy, patch.path[depth]!, patch);
  }
  return copy;
}

function partsOf({ patches, from, to, depth }: Part): readonly Part[] {
  const parts: Part[] = [];
  for (let begin = from; begin < to;) {
    const key = patches[begin]!.path[depth];
    let end = begin + 1;
    while (end < to && patches[end]!.path[depth] === key) end++;
    parts.push({ patches, from: begin, to: end, depth: depth + 1 });
    begin = end;
  }
  return parts;
}
