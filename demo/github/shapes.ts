import { z } from "zod";

// GitHub sends far more than anybody reads. Each shape names what the demo relies on and lets the rest pass, so that the deck can show it.

export const account = z.looseObject({ login: z.string() });
const repository = z.looseObject({ full_name: z.string(), stargazers_count: z.number() });
export const label = z.looseObject({ name: z.string(), color: z.string() });

/** The body of a webhook that concerns one repository; its own fields come first, where people look for them. */
export function inRepository<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.looseObject({ ...fields, repository, sender: account });
}
/** The body of a webhook that concerns an organization or an account as a whole. */
export function bySender<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.looseObject({ ...fields, sender: account });
}

export const issue = z.looseObject({
  id: z.number(),
  number: z.number(),
  title: z.string(),
  // Absent from the webhooks about pinning.
  state: z.enum(["open", "closed"]).optional(),
  labels: z.array(label).optional(),
  assignees: z.array(account),
  locked: z.boolean().optional(),
});

export const pullRequest = z.looseObject({
  id: z.number(),
  number: z.number(),
  title: z.string(),
  state: z.enum(["open", "closed"]),
  labels: z.array(label),
  assignees: z.array(account),
  draft: z.boolean().optional(),
  merged: z.boolean().optional(),
  locked: z.boolean().optional(),
});

export const discussion = z.looseObject({ id: z.number(), number: z.number(), title: z.string(), state: z.string(), locked: z.boolean() });
export const comment = z.looseObject({ id: z.number(), body: z.string() });

/** A step of continuous integration; without a conclusion while it is under way. */
export const run = z.looseObject({ id: z.number(), status: z.string(), conclusion: z.string().nullable() });
export const namedRun = z.looseObject({ ...run.shape, name: z.string().nullable() });

export const installation = z.looseObject({ id: z.number(), account });
export const numbered = z.looseObject({ number: z.number() });
export const identified = z.looseObject({ id: z.number() });
export const named = z.looseObject({ id: z.number(), name: z.string() });
export const titled = z.looseObject({ id: z.number(), title: z.string() });
