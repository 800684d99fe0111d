import { TanStackDevtools } from "@tanstack/react-devtools";
import { createRoot } from "react-dom/client";
import { eventdeckPlugin } from "eventdeck/devtools/tanstack";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { page, userEvent } from "vitest/browser";
import { addToPage, hosts, openShop } from "./embed-page.ts";

beforeEach(() => localStorage.clear());

it("the panel is a plugin of TanStack Devtools, which decide where it is and in which theme", async () => {
  const bus = openShop();
  const root = createRoot(addToPage("div"));
  onTestFinished(() => root.unmount());
  const plugins = [eventdeckPlugin({ bus, preserve: false })];
  root.render(<TanStackDevtools plugins={plugins} config={{ defaultOpen: true, theme: "dark" }} />);
  const deck = page.getByRole("region", { name: "Event deck" });
  const tab = page.getByText("Eventdeck");
  // It loads its own interface late.
  await expect.poll(() => deck.query() ?? tab.query(), { timeout: 10_000 }).not.toBe(null);
  if (!deck.query()) await userEvent.click(tab);
  await expect.element(deck).toBeVisible();
  expect(deck.element().getBoundingClientRect().height).toBeGreaterThan(200);
  await expect.poll(() => hosts()[0]!.dataset["theme"]).toBe("dark");
  expect(hosts().length).toBe(1);
  root.render(<p>Without devtools</p>);
  await expect.poll(() => hosts().length).toBe(0);
});

it("it is what the plugin's interface asks for", () => {
  expect(eventdeckPlugin()).toMatchObject({ id: "eventdeck", name: "Eventdeck" });
});
