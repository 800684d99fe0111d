import type { EventKind } from "eventdeck";
import { z } from "zod";
import { family, single } from "./family.ts";
import { checks } from "./definitions-checks.ts";
import { organizations } from "./definitions-organizations.ts";
import { comment, discussion, inRepository, issue, label, pullRequest, titled } from "./shapes.ts";

/** What people talk about: issues, pull requests, discussions. */
export const issues = family(
  "issues",
  [
    "opened",
    "edited",
    "assigned",
    "unassigned",
    "labeled",
    "unlabeled",
    "locked",
    "unlocked",
    "milestoned",
    "demilestoned",
    "pinned",
    "unpinned",
    "closed",
    "reopened",
    "transferred",
    "deleted",
  ],
  inRepository({ issue }),
);
export const issueComments = family("issue_comment", ["created", "edited", "deleted"], inRepository({ issue, comment }));
export const pullRequests = family(
  "pull_request",
  [
    "opened",
    "assigned",
    "unassigned",
    "labeled",
    "unlabeled",
    "locked",
    "unlocked",
    "converted_to_draft",
    "ready_for_review",
    "review_requested",
    "review_request_removed",
    "synchronize",
    "closed",
    "reopened",
  ],
  inRepository({ number: z.number(), pull_request: pullRequest }),
);
export const discussions = family(
  "discussion",
  ["created", "edited", "answered", "unanswered", "category_changed", "labeled", "unlabeled", "locked", "unlocked", "pinned", "transferred"],
  inRepository({ discussion }),
);

const reviewed = { pull_request: z.looseObject({ id: z.number(), number: z.number(), title: z.string() }) };
const conversations = [
  ...family("pull_request_review", ["submitted", "dismissed"], inRepository({ review: z.looseObject({ id: z.number(), state: z.string() }), ...reviewed })),
  ...family("pull_request_review_comment", ["created", "edited", "deleted"], inRepository({ comment, ...reviewed })),
  ...family("pull_request_review_thread", ["resolved", "unresolved"], inRepository({ thread: z.looseObject({ node_id: z.string() }), ...reviewed })),
  ...family("discussion_comment", ["created", "edited", "deleted"], inRepository({ discussion, comment })),
  ...family("commit_comment", ["created"], inRepository({ comment })),
  ...family("label", ["created", "edited", "deleted"], inRepository({ label })),
  ...family("milestone", ["created", "opened", "edited", "closed", "deleted"], inRepository({ milestone: titled })),
];

/** What happens to the code. Stars can wait until the page has nothing better to do. */
export const pushes = single(
  "push",
  inRepository({
    ref: z.string(),
    commits: z.array(z.looseObject({ id: z.string(), message: z.string() })),
    pusher: z.looseObject({ name: z.string() }),
  }),
);
export const stars = family("star", ["created", "deleted"], inRepository({}), { priority: "deferred" });
export const releases = family(
  "release",
  ["created", "edited", "prereleased", "published", "released", "deleted"],
  inRepository({ release: z.looseObject({ id: z.number(), tag_name: z.string(), body: z.string().nullable() }) }),
);

const ref = { ref: z.string(), ref_type: z.string() };
const code = [
  ...single("create", inRepository(ref)),
  ...single("delete", inRepository(ref)),
  ...single("fork", inRepository({ forkee: z.looseObject({ full_name: z.string() }) })),
  ...single("gollum", inRepository({ pages: z.array(z.looseObject({ title: z.string(), action: z.string() })) })),
  ...single("public", inRepository({})),
  ...family("watch", ["started"], inRepository({}), { priority: "deferred" }),
  ...family("package", ["published", "updated"], inRepository({ package: z.looseObject({ id: z.number(), name: z.string() }) })),
  ...family("repository", ["created", "edited", "renamed", "publicized", "privatized", "transferred", "archived", "unarchived", "deleted"], inRepository({})),
  ...single("repository_import", inRepository({ status: z.string() })),
];

/** Every webhook of GitHub that the demo knows, one definition for each type. */
export const definitions: readonly EventKind[] = [
  ...issues,
  ...issueComments,
  ...pullRequests,
  ...discussions,
  ...conversations,
  ...pushes,
  ...stars,
  ...releases,
  ...code,
  ...checks,
  ...organizations,
];
