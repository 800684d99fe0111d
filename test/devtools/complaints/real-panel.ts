import { createBus, defineEvent, payload, type Bus } from "eventdeck";
import { mountDevtools, type Devtools, type MountOptions } from "eventdeck/devtools/production";
import { expect, onTestFinished } from "vitest";
import { page } from "vitest/browser";

export const added = defineEvent("cart.item-added", payload<unknown>(), { priority: "immediate" });
export const paid = defineEvent("payment.captured", payload<unknown>(), { priority: "immediate" });

/** The panel as an application mounts it. */
export interface RealPanel {
  readonly bus: Bus;
  readonly devtools: Devtools;
  /** All that it draws is in here. */
  readonly root: ShadowRoot;
  readonly grid: () => HTMLElement;
  /** So many frames later. */
  readonly frames: (count?: number) => Promise<void>;
}

interface RealPanelOptions extends MountOptions {
  readonly maxEvents?: number;
  /** What happens on the bus before the panel is there. */
  readonly before?: (bus: Bus) => void;
}

/** Mounts the panel on a bus of its own, until the test ends. */
export async function openRealPanel({ maxEvents = 10_000, before, ...options }: RealPanelOptions = {}): Promise<RealPanel> {
  // What lies outside of the window cannot be clicked.
  await page.viewport(1_280, 800);
  const bus = createBus({ source: "shop", events: [added, paid], history: { maxEvents, maxBytes: Number.MAX_SAFE_INTEGER }, onError: () => {} });
  before?.(bus);
  const devtools = mountDevtools({ bus, preserve: false, initiallyOpen: true, theme: "light", ...options });
  onTestFinished(async () => {
    devtools.unmount();
    await bus.close({ drain: false, timeoutMs: 0 });
  });
  const root = document.querySelector("eventdeck-devtools")?.shadowRoot;
  if (!root) throw new Error("There is no panel on the page.");
  if (devtools.isOpen) await expect.element(page.getByRole("region", { name: "Event deck" })).toBeVisible();
  // A panel that has failed would pass whatever asks for nothing to happen.
  expect(root.querySelector("[role=alert]")).toBe(null);
  return { bus, devtools, root, grid: () => elementOf(page.getByRole("treegrid", { name: "Events" }).element()), frames };
}

/** Adds to the page until the test ends. */
export function addToPage(html: string): HTMLElement {
  const element = document.createElement("div");
  element.innerHTML = html;
  document.body.append(element);
  onTestFinished(() => element.remove());
  return element;
}

async function frames(count = 2): Promise<void> {
  for (let frame = 0; frame < count; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function elementOf(found: Element): HTMLElement {
  if (!(found instanceof HTMLElement)) throw new Error("It is no element of this page.");
  return found;
}
