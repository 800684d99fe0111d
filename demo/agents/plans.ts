/** A plan that the visitor may submit. */
export interface PlanTemplate {
  readonly name: string;
  readonly goal: string;
  readonly hint: string;
  readonly steps: readonly TemplateStep[];
}

interface TemplateStep {
  /** What a worker is told to do. */
  readonly stepId: string;
  readonly name: string;
  readonly dependsOn: readonly string[];
  /** What undoing it is called, for what can be undone. */
  readonly undo?: string;
}

const release: PlanTemplate = {
  name: "release",
  goal: "Release 2.4",
  hint: "Has a flaky test",
  steps: [
    { stepId: "build", name: "Build", dependsOn: [] },
    { stepId: "unit-tests", name: "Unit tests", dependsOn: ["build"] },
    { stepId: "browser-tests", name: "Browser tests", dependsOn: ["build"] },
    { stepId: "migrate", name: "Migrate database", dependsOn: ["unit-tests", "browser-tests"], undo: "Migrate back" },
    { stepId: "deploy", name: "Deploy", dependsOn: ["migrate"], undo: "Roll back" },
    { stepId: "purge-caches", name: "Purge caches", dependsOn: ["deploy"] },
    { stepId: "announce", name: "Announce", dependsOn: ["deploy"] },
  ],
};

const move: PlanTemplate = {
  name: "move",
  goal: "Move to Oslo",
  hint: "Fails, and is undone",
  steps: [
    { stepId: "rent-servers", name: "Rent servers", dependsOn: [], undo: "Return servers" },
    { stepId: "copy-data", name: "Copy data", dependsOn: ["rent-servers"], undo: "Delete the copy" },
    { stepId: "get-certificate", name: "Get certificate", dependsOn: ["rent-servers"], undo: "Revoke certificate" },
    { stepId: "start-services", name: "Start services", dependsOn: ["copy-data", "get-certificate"], undo: "Stop services" },
    { stepId: "switch-dns", name: "Switch DNS", dependsOn: ["start-services"], undo: "Switch DNS back" },
    { stepId: "close-old-site", name: "Close the old site", dependsOn: ["switch-dns"] },
  ],
};

const letters = ["A–E", "F–J", "K–O", "P–T", "U–Z"];
const reindex: PlanTemplate = {
  name: "reindex",
  goal: "Rebuild the index",
  hint: "Long: call it off",
  steps: [
    { stepId: "snapshot", name: "Take a snapshot", dependsOn: [], undo: "Delete the snapshot" },
    ...letters.map((range, index) => ({ stepId: `index-${index}`, name: `Index ${range}`, dependsOn: ["snapshot"], undo: `Drop ${range}` })),
    { stepId: "swap", name: "Swap the index", dependsOn: letters.map((_, index) => `index-${index}`) },
  ],
};

export const plans = [release, move, reindex] as const;

/** What a plan begins with: the payload of `plan.created`. */
export function toSubmit({ name, goal, steps }: PlanTemplate, number: number) {
  return { planId: `${name}-${number}`, goal, steps: steps.map(({ undo, ...step }) => ({ ...step, ...(undo !== undefined && { parameters: { undo } }) })) };
}
