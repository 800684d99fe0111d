import { expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { addToPage, openDevtools, shadow } from "./embed-page.ts";

const trigger = page.getByRole("button", { name: "Open the event deck" });

it("goes into the panel that the trigger opens, and back to the trigger when it is closed", async () => {
  openDevtools();
  await expect.element(trigger).toBeVisible();
  const button = trigger.element();
  if (button instanceof HTMLElement) button.focus();
  await userEvent.keyboard("{Enter}");
  await expect.element(page.getByRole("treegrid", { name: "Events" }), { timeout: 10_000 }).toBeInTheDocument();
  expect(shadow().activeElement?.getAttribute("aria-label")).toBe("Resize the panel");
  await userEvent.click(page.getByRole("button", { name: "Close the panel" }));
  await expect.element(trigger).toBeVisible();
  expect(shadow().activeElement).toBe(trigger.element());
});

it("stays in the page when something else opens and closes the panel", async () => {
  const devtools = openDevtools();
  const field = addToPage("input");
  field.focus();
  devtools.open();
  await expect.element(page.getByRole("treegrid", { name: "Events" }), { timeout: 10_000 }).toBeInTheDocument();
  expect(document.activeElement).toBe(field);
  devtools.close();
  await expect.element(trigger).toBeVisible();
  expect(document.activeElement).toBe(field);
});
