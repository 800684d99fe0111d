import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type BusEvent, defineEvent, type EventKind, EventValidationError } from "../event/index.ts";

/** The type of the events by which a session file carries the states that it begins with. */
export const snapshotType = "eventdeck.projection.snapshot";

/** The state of the projection of a name. */
export interface Snapshot {
  readonly projection: string;
  readonly state: unknown;
}

/** Registered with a bus that has projections, so that a damaged snapshot is refused with the file. @param requireState throws when a projection of that name cannot take the state */
export function snapshotKind(requireState: (name: string, state: unknown) => void): EventKind {
  const schema: StandardSchemaV1<unknown, Snapshot> = {
    "~standard": {
      version: 1,
      vendor: "eventdeck",
      validate(value) {
        if (!isSnapshot(value)) return { issues: [{ message: 'a snapshot is { "projection": its name, "state": … }' }] };
        try {
          requireState(value.projection, value.state);
          return { value };
        } catch (error) {
          const issues = error instanceof EventValidationError ? error.issues : [{ message: String(error) }];
          return { issues: issues.map((issue) => ({ ...issue, path: ["state", ...(issue.path ?? [])] })) };
        }
      },
    },
  };
  return defineEvent(snapshotType, schema, { priority: "immediate" });
}

/** The state in an event, when it is a snapshot of that projection: `[state]`, since a state may be `undefined`. */
export function snapshotIn({ type, payload }: BusEvent, projection: string): readonly [unknown] | undefined {
  return type === snapshotType && isSnapshot(payload) && payload.projection === projection ? [payload.state] : undefined;
}

function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === "object" && value !== null && "projection" in value && typeof value.projection === "string" && "state" in value;
}
