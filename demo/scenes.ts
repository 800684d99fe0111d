import { lazy, type ComponentType } from "react";
import type { SourceFile } from "./scene.ts";
import type { StageProps } from "./stage.tsx";

/** A scene of the demo: where it is found, what it is called, and how it is loaded. */
export interface SceneEntry {
  /** Its address: `#shop`. */
  readonly name: string;
  readonly title: string;
  readonly Stage: ComponentType<StageProps>;
  /** The files to show beside it, the one to read first at the front. */
  readonly code: () => Promise<readonly SourceFile[]>;
}

/** The scenes in the order of the head; the first one opens when the address names none. Each is a chunk of its own. */
export const scenes: readonly SceneEntry[] = [
  {
    name: "shop",
    title: "Shop",
    Stage: lazy(async () => ({ default: (await import("./shop/scene.ts")).ShopStage })),
    code: async () => (await import("./shop/code.ts")).files,
  },
  {
    name: "agents",
    title: "Agents",
    Stage: lazy(async () => ({ default: (await import("./agents/scene.ts")).AgentsStage })),
    code: async () => (await import("./agents/code.ts")).files,
  },
  {
    name: "webhooks",
    title: "GitHub webhooks",
    Stage: lazy(async () => ({ default: (await import("./github/scene.ts")).WebhooksStage })),
    code: async () => (await import("./github/code.ts")).files,
  },
  {
    name: "deliveries",
    title: "Deliveries",
    Stage: lazy(async () => ({ default: (await import("./deliveries/scene.ts")).DeliveriesStage })),
    code: async () => (await import("./deliveries/code.ts")).files,
  },
  {
    name: "flood",
    title: "Flood",
    Stage: lazy(async () => ({ default: (await import("./flood/scene.ts")).FloodStage })),
    code: async () => (await import("./flood/code.ts")).files,
  },
];
