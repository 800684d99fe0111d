import { vi } from "vitest";
import * as z from "zod";
import { createBus, defineEvent, type Bus } from "eventdeck";
import type { PanelModel, View } from "../../devtools/model/index.ts";
import { createLocalTarget, type Target } from "../../devtools/target/index.ts";
import { showPanel } from "./panel-page.tsx";

export const placed = defineEvent(
  "order.placed",
  z.object({
    sku: z.string().min(1).describe("What the shelf calls it"),
    count: z.int().min(1).max(20),
    note: z.string().optional(),
    tags: z.array(z.string()),
    by: z.discriminatedUnion("method", [
      z.object({ method: z.literal("card"), last4: z.string() }),
      z.object({ method: z.literal("invoice"), days: z.number() }),
    ]),
  }),
  { priority: "immediate", description: "Somebody bought something" },
);

export const valid = { sku: "A-1", count: 2, tags: ["new"], by: { method: "card" as const, last4: "4242" } };

/** The panel on a bus, filling the page. */
export async function openPanel(view: View = "events", width = 1_100): Promise<{ readonly bus: Bus; readonly target: Target; readonly panel: PanelModel }> {
  const bus = createBus({ source: "shop", events: [placed], onError: vi.fn<() => void>() });
  const target = createLocalTarget(bus, { name: "shop" });
  const panel = await showPanel(bus, target, { width, height: 600 }, view);
  return { bus, target, panel };
}
