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

export const plans: readonly PlanTemplate[] = [
  {
    name: "release",
    goal: "Release 2.4 to production",
    hint: "A flaky test is tried again",
    steps: [
      { stepId: "build", name: "Build", dependsOn: [] },
      { stepId: "unit-tests", name: "Unit tests", dependsOn: ["build"] },
      { stepId: "browser-tests", name: "Browser tests", dependsOn: ["build"] },
      { stepId: "migrate", name: "Migrate database", dependsOn: ["unit-tests", "browser-tests"], undo: "Migrate back" },
      { stepId: "deploy", name: "Deploy", dependsOn: ["migrate"], undo: "Roll back" },
      { stepId: "purge-cache", name: "Purge caches", dependsOn: ["deploy"] },
      { stepId: "announce", name: "Announce", dependsOn: ["deploy"] },
    ],
  },
  {
    name: "move",
    goal: "Move the shop to Oslo",
    hint: "Fails late, and is undone",
    steps: [
      { stepId: "rent-servers", name: "Rent servers", dependsOn: [], undo: "Return servers" },
      { stepId: "copy-data", name: "Copy data", dependsOn: ["rent-servers"], undo: "Delete the copy" },
      { stepId: "issue-certificate", name: "Issue certificate", dependsOn: ["rent-servers"], undo: "Revoke certificate" },
      { stepId: "start-services", name: "Start services", dependsOn: ["copy-data", "issue-certificate"], undo: "Stop services" },
      { stepId: "switch-dns", name: "Switch DNS", dependsOn: ["start-services"], undo: "Switch DNS back" },
      { stepId: "close-old-site", name: "Close the old site", dependsOn: ["switch-dns"] },
    ],
  },
  {
    name: "reindex",
    goal: "Rebuild the search index",
    hint: "Takes long, call it off",
    steps: [
      { stepId: "snapshot", name: "Take a snapshot", dependsOn: [], undo: "Delete the snapshot" },
      ...["A–E", "F–J", "K–O", "P–T", "U–Z"].map((letters, index) => ({
        stepId: `index-${index + 1}`,
        name: `Index ${letters}`,
        dependsOn: ["snapshot"],
        undo: `Drop ${letters}`,
      })),
      { stepId: "swap-index", name: "Swap the index", dependsOn: [1, 2, 3, 4, 5].map((number) => `index-${number}`) },
    ],
  },
];
