import { kindOf, type ValueKind } from "./value-kind.ts";
import { membersOf, type Member, type Members } from "./value-members.ts";

/** A place that a walk has come to, linked to the one that holds it. */
export interface Visit {
  readonly holder?: Visit;
  readonly member: Member;
  readonly kind: ValueKind;
  /** Among the members of its holder. */
  readonly index: number;
}

interface Level {
  readonly visit: Visit;
  readonly members: Members;
  next: number;
}

/**
 * All places in a value, in the order in which a tree shows them; one at a time, so that the walk can stop anywhere. What is met again
 * is not entered again, so that cycles end and shared parts cost once.
 */
export function* walk(value: unknown): Generator<Visit, void, void> {
  const root = visitOf({ step: { kind: "field", key: "payload" }, value }, 0);
  yield root;
  const seen = new Set<unknown>([value]);
  const levels = [levelOf(root)];
  for (let level = levels.at(-1); level; level = levels.at(-1)) {
    const member = level.next < level.members.count ? level.members.at(level.next) : undefined;
    if (!member) {
      levels.pop();
      continue;
    }
    const visit = visitOf(member, level.next, level.visit);
    level.next += 1;
    yield visit;
    if (typeof member.value !== "object" || member.value === null || seen.has(member.value)) continue;
    seen.add(member.value);
    levels.push(levelOf(visit));
  }
}

function visitOf(member: Member, index: number, holder?: Visit): Visit {
  return { holder, member, index, kind: kindOf(member.value) };
}

function levelOf(visit: Visit): Level {
  return { visit, members: membersOf(visit.member.value, visit.kind), next: 0 };
}
