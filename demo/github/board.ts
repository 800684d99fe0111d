import type { Bus } from "eventdeck";
import { LiveValue } from "../live-value.ts";
import { discussions, issueComments, issues, pullRequests } from "./definitions.ts";

export type CardState = "open" | "draft" | "merged" | "closed" | "transferred" | "deleted";

/** One thing that people talk about. */
export interface Card {
  readonly key: string;
  readonly kind: "issue" | "pull request" | "discussion";
  readonly number: number;
  readonly title: string;
  readonly repository: string;
  readonly state: CardState;
  readonly labels: readonly { readonly name: string; readonly color: string }[];
  readonly assignees: readonly string[];
  readonly locked: boolean;
  readonly comments: number;
  /** The last thing that happened to it. */
  readonly last: string;
  /** How many events have touched it, replayed ones too. */
  readonly touched: number;
}

export type Cards = ReadonlyMap<string, Card>;
type Patch = Omit<Card, "touched" | "comments" | "last"> & { readonly comments?: number };

interface Thread {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly labels?: readonly { readonly name: string; readonly color: string }[];
  readonly assignees?: readonly { readonly login: string }[];
  readonly locked?: boolean;
}

/** Issues, pull requests and discussions by what was last heard of them. */
export function createBoard(bus: Bus): LiveValue<Cards> {
  const cards = new LiveValue<Cards>(new Map());
  const put = (type: string, patch: Patch) => cards.update((all) => new Map(all).set(patch.key, merged(all.get(patch.key), patch, type)));
  bus.subscribe(
    issues,
    ({ type, payload: { issue, repository } }) => {
      const known = cards.value.get(`issue ${issue.id}`)?.state;
      const state = type.endsWith(".deleted") ? "deleted" : type.endsWith(".transferred") ? "transferred" : (issue.state ?? known ?? "open");
      put(type, { ...cardOf("issue", issue, repository.full_name), state });
    },
    { name: "Issue board" },
  );
  bus.subscribe(
    issueComments,
    ({ type, payload: { issue, repository } }) => {
      const card = cardOf("issue", issue, repository.full_name);
      const before = cards.value.get(card.key)?.comments ?? 0;
      const comments = type.endsWith(".created") ? before + 1 : type.endsWith(".deleted") ? Math.max(0, before - 1) : before;
      put(type, { ...card, state: issue.state ?? "open", comments });
    },
    { name: "Comment counter" },
  );
  bus.subscribe(
    pullRequests,
    ({ type, payload: { pull_request: request, repository } }) => {
      const state = request.merged ? "merged" : request.state === "closed" ? "closed" : request.draft ? "draft" : "open";
      put(type, { ...cardOf("pull request", request, repository.full_name), state });
    },
    { name: "Pull request board" },
  );
  bus.subscribe(
    discussions,
    ({ type, payload: { discussion, repository } }) => {
      const state = type.endsWith(".transferred") ? "transferred" : discussion.state === "closed" ? "closed" : "open";
      put(type, { ...cardOf("discussion", discussion, repository.full_name), state });
    },
    { name: "Discussion board" },
  );
  return cards;
}

function cardOf(kind: Card["kind"], thread: Thread, repository: string): Omit<Patch, "state"> {
  return {
    key: `${kind} ${thread.id}`,
    kind,
    number: thread.number,
    title: thread.title,
    repository,
    labels: (thread.labels ?? []).map(({ name, color }) => ({ name, color })),
    assignees: (thread.assignees ?? []).map(({ login }) => login),
    locked: thread.locked ?? false,
  };
}

function merged(before: Card | undefined, patch: Patch, type: string): Card {
  return { comments: before?.comments ?? 0, ...patch, last: type.slice(type.indexOf(".") + 1).replaceAll(/[._]/g, " "), touched: (before?.touched ?? 0) + 1 };
}
