import { createBus, type Bus } from "eventdeck";
import { mountDevtools, type MountOptions } from "eventdeck/devtools";
import { onTestFinished } from "vitest";

/** A bus that is closed after the test, and whose failing handlers are no news. */
export function openShop(): Bus {
  const bus = createBus({ source: "shop", onError: () => undefined });
  onTestFinished(() => bus.close({ drain: false, timeoutMs: 0 }));
  return bus;
}

/** Mounts the panel until the test ends. It remembers nothing unless asked to. */
export function openDevtools(options: MountOptions = {}) {
  const devtools = mountDevtools({ bus: openShop(), preserve: false, ...options });
  onTestFinished(() => devtools.unmount());
  return devtools;
}

/** The elements that carry a panel, in the order in which they were mounted. */
export function hosts(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("eventdeck-devtools")];
}

/** What the first panel draws into. */
export function shadow(): ShadowRoot {
  const root = hosts()[0]?.shadowRoot;
  if (!root) throw new Error("There is no panel on the page.");
  return root;
}

/** Adds to the page until the test ends. */
export function addToPage<Name extends keyof HTMLElementTagNameMap>(name: Name, html = "", parent: Node = document.body): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.innerHTML = html;
  parent.appendChild(element);
  onTestFinished(() => element.remove());
  return element;
}
