import { z } from "zod";
import { family, single } from "./family.ts";
import { account, bySender, identified, inRepository, installation, named } from "./shapes.ts";

const organization = z.looseObject({ login: z.string() });
/** The body of a webhook that concerns one organization. */
function inOrganization<Fields extends z.ZodRawShape>(fields: Fields) {
  return bySender({ ...fields, organization });
}
const repositories = z.array(z.looseObject({ full_name: z.string() }));

/** Organizations, teams, projects, installations and money. */
export const organizations = [
  ...family("organization", ["member_added", "member_removed", "member_invited", "renamed", "deleted"], inOrganization({})),
  ...family("org_block", ["blocked", "unblocked"], inOrganization({ blocked_user: account })),
  ...family("member", ["added", "edited", "removed"], inRepository({ member: account })),
  ...family("membership", ["added", "removed"], inOrganization({ scope: z.string(), team: named, member: account })),
  ...family("team", ["created", "edited", "added_to_repository", "removed_from_repository", "deleted"], inOrganization({ team: named })),
  ...single("team_add", inRepository({ team: named })),
  ...family(
    "project_card",
    ["created", "edited", "moved", "converted", "deleted"],
    inRepository({ project_card: z.looseObject({ id: z.number(), note: z.string().nullable() }) }),
  ),
  ...family("project_column", ["created", "edited", "moved", "deleted"], inRepository({ project_column: named })),
  ...family(
    "projects_v2_item",
    ["created", "edited", "converted", "reordered", "archived", "restored", "deleted"],
    inOrganization({ projects_v2_item: z.looseObject({ id: z.number(), content_type: z.string() }) }),
  ),
  ...family("installation", ["created", "suspend", "unsuspend", "new_permissions_accepted", "deleted"], bySender({ installation })),
  ...family(
    "installation_repositories",
    ["added", "removed"],
    bySender({ installation, repositories_added: repositories, repositories_removed: repositories }),
  ),
  ...family("github_app_authorization", ["revoked"], bySender({})),
  ...family(
    "marketplace_purchase",
    ["purchased", "pending_change", "pending_change_cancelled", "changed", "cancelled"],
    bySender({ marketplace_purchase: z.looseObject({ account, plan: named }) }),
  ),
  ...family(
    "sponsorship",
    ["created", "edited", "pending_tier_change", "tier_changed", "cancelled"],
    bySender({ sponsorship: z.looseObject({ node_id: z.string(), tier: z.looseObject({ name: z.string() }) }) }),
  ),
  ...single("ping", bySender({ zen: z.string(), hook_id: z.number(), hook: identified })),
];
