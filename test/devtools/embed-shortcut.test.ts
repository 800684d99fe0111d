import { expect, it } from "vitest";
import { parseShortcut } from "../../devtools/embed/shortcut.ts";

const press = (key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
  Object.assign(Object.create(null), { key, code: "", ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held });

it.each([
  ["Ctrl+Shift+E", press("E", { ctrlKey: true, shiftKey: true }), true],
  ["ctrl + shift + e", press("E", { ctrlKey: true, shiftKey: true }), true],
  ["Ctrl+Shift+E", press("e", { ctrlKey: true }), false],
  ["Ctrl+E", press("e", { ctrlKey: true, altKey: true }), false],
  ["Control+Alt+7", press("{", { ctrlKey: true, altKey: true, code: "Digit7" }), true],
  ["Alt+E", press("´", { altKey: true, code: "KeyE" }), true],
  ["Meta+F2", press("F2", { metaKey: true }), true],
  ["Cmd+K", press("k", { metaKey: true }), true],
])("%s", (shortcut, event, expected) => {
  expect(parseShortcut(shortcut, false)(event)).toBe(expected);
});

it("Mod is Cmd on a Mac and Ctrl elsewhere", () => {
  expect(parseShortcut("Mod+E", true)(press("e", { metaKey: true }))).toBe(true);
  expect(parseShortcut("Mod+E", false)(press("e", { ctrlKey: true }))).toBe(true);
});
