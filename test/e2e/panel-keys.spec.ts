import { expect, openShop, openWebhooks, test } from "./demo.ts";

test("the whole panel is worked by its keys alone", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const opened = (type: string) => expect(panel.detail).toHaveAccessibleName(`Event ${type}`);
  const tab = (name: string) => expect(panel.detail.getByRole("tab", { name })).toHaveAttribute("aria-selected", "true");
  await panel.list.focus();

  await test.step("rows, open, tail", async () => {
    await press("Home", "ArrowDown", "Enter");
    await opened("cart.item-added");
    await press("End", "ArrowUp", "ArrowUp", "ArrowUp", "Enter");
    await opened("payment.failed");
  });
  await test.step("tabs", async () => {
    for (const [index, name] of ["Payload", "Why", "Deliveries", "State", "Raw"].entries()) {
      await press(String(index + 1));
      await tab(name);
    }
    await press("1");
  });
  await test.step("to the cause and to consequences", async () => {
    await press("c");
    await opened("order.placed");
    await press("C");
    await expect(panel.detail).not.toHaveAccessibleName("Event order.placed");
    await press("c");
    await opened("order.placed");
  });
  await test.step("to the same type", async () => {
    await panel.list.focus();
    await press("Home", "Enter");
    await expect(panel.detail).toContainText("#1");
    await press("]");
    await expect(panel.detail).toContainText("#2");
    await press("[");
    await expect(panel.detail).toContainText("#1");
  });
  await test.step("pins", async () => {
    await press("p");
    await expect(panel.pins.getByRole("listitem")).toHaveCount(1);
    await press("p");
    await expect(panel.pins).toHaveCount(0);
  });
  await test.step("Esc closes the detail, then the selection, then the filter", async () => {
    await press("/");
    await expect(panel.filterField).toBeFocused();
    await page.keyboard.type("cart");
    await panel.showsCount("6 of 12");
    await press("Escape", "Enter");
    await expect(panel.list).toBeFocused();
    await press("Escape");
    await expect(panel.detail).toHaveCount(0);
    await press("Escape");
    await expect(panel.list.getByRole("row", { selected: true })).toHaveCount(0);
    await press("Escape");
    await expect(panel.filterField).toHaveValue("");
  });
  await test.step("the deck", async () => {
    await press(",");
    await expect(panel.deck).toContainText("Viewing #11");
    await press(".");
    await expect(panel.deck).toContainText("Viewing #12");
    await panel.control("To live").press("Enter");
    await expect(panel.deck).toContainText("live / 12");
  });
  await test.step("the timeline", async () => {
    await panel.list.focus();
    await press("t");
    await expect(panel.button("Lanes")).toHaveAttribute("aria-expanded", "true");
    await press("t");
    await expect(panel.button("Lanes")).toHaveAttribute("aria-expanded", "false");
  });
  await test.step("edit", async () => {
    await press("End", "Enter", "e");
    await expect(panel.composer.getByRole("heading", { name: "Edit & emit" })).toBeVisible();
    await press("Escape");
    await expect(panel.composer).toHaveCount(0);
  });
  await test.step("record and clear", async () => {
    await panel.list.focus();
    await press("Control+e");
    await expect(panel.button("Record")).toHaveAttribute("aria-pressed", "false");
    await press("Control+e", "Control+l");
    await expect(panel.list.getByText(/^Attached to shop/)).toBeVisible();
  });
});

test("failures are gone through, and the selected event runs again", async ({ page, bus, panel }) => {
  await openWebhooks(page, bus);
  await panel.list.focus();
  await page.keyboard.press("n");
  await page.keyboard.press("Enter");
  await expect(panel.detail).toContainText("Release announcer failed");
  await page.keyboard.press("Shift+Space");
  await expect(panel.detail).toContainText("Ran again: 1 of 2 listeners took it");
  await panel.list.focus();
  await page.keyboard.press("N");
  await expect(panel.detail).toContainText("Release announcer failed");
});

test("the keys are listed, and single letters can be switched off", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.list.focus();
  await page.keyboard.press("?");
  const help = panel.root.getByRole("dialog", { name: "Keys" });
  await expect(help.getByRole("region", { name: "Anywhere in the panel" })).toContainText("Filter");
  expect(await panel.violations()).toEqual([]);
  await help.getByRole("checkbox", { name: "Single letters act" }).uncheck();
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await panel.list.focus();
  await page.keyboard.press("/");
  await expect(panel.list).toBeFocused();
  await panel.menu(/^Keys/);
  await help.getByRole("checkbox", { name: "Single letters act" }).check();
  await help.getByRole("button", { name: "Close" }).click();
  await panel.list.focus();
  await page.keyboard.press("/");
  await expect(panel.filterField).toBeFocused();
});

test("Tab goes through all of it and back to the page", async ({ page, bus, panel }) => {
  await openShop(page, bus);
  await panel.button("Record").focus();
  const names: string[] = [];
  for (let press = 0; press < 60; press++) {
    names.push(
      await page.evaluate(() => {
        const focused = document.activeElement?.shadowRoot?.activeElement;
        return focused === null || focused === undefined ? "page" : (focused.getAttribute("aria-label") ?? focused.textContent ?? "");
      }),
    );
    if (names.at(-1) === "page") break;
    await page.keyboard.press("Tab");
  }
  expect(names.at(-1)).toBe("page");
  for (const name of ["Filter events", "Events over time", "Playhead", "Events", "Close the panel"]) expect(names).toContain(name);
  expect(names.indexOf("Filter events")).toBeLessThan(names.indexOf("Events over time"));
  expect(names.indexOf("Events over time")).toBeLessThan(names.lastIndexOf("Events"));
});
