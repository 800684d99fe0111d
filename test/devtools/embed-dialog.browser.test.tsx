import { expect, it, onTestFinished, vi } from "vitest";
import { page, userEvent } from "vitest/browser";
import { addToPage, hosts, openDevtools, shadow } from "./embed-page.ts";

const home = document.documentElement;

async function openPanel() {
  const devtools = openDevtools({ initiallyOpen: true });
  await expect.element(page.getByRole("separator", { name: "Resize the panel" })).toBeInTheDocument();
  await expect.element(page.getByRole("treegrid", { name: "Events" }), { timeout: 10_000 }).toBeInTheDocument();
  return { devtools, host: hosts()[0]! };
}

function openModal(html = "<p>Modal</p><button>In the dialog</button>", parent: Node = document.body): HTMLDialogElement {
  const dialog = addToPage("dialog", html, parent);
  dialog.showModal();
  return dialog;
}

/** Whether a person can press what is there. */
async function canPress(name: string): Promise<void> {
  await userEvent.click(page.getByRole("button", { name }), { timeout: 2_000 });
}

it("moves into a modal dialog, which makes all else inert, and out again (TanStack/query#6551)", async () => {
  const { host } = await openPanel();
  const dialog = openModal();
  await expect.poll(() => host.parentNode).toBe(dialog);
  await canPress("Dock at the right");
  await expect.element(page.getByRole("separator")).toHaveAttribute("aria-orientation", "vertical");
  dialog.close();
  await expect.poll(() => host.parentNode).toBe(home);
  expect(host.popover).toBe(null);
  await canPress("Dock at the bottom");
});

it("is neither clipped nor moved by the dialog that it is in", async () => {
  const { host } = await openPanel();
  const dialog = addToPage("dialog", "<p>Modal</p>");
  Object.assign(dialog.style, { width: "100px", height: "60px", overflow: "hidden", transform: "translate(30px, 30px) scale(0.5)", filter: "blur(0)" });
  dialog.showModal();
  await expect.poll(() => host.parentNode).toBe(dialog);
  const { left, right, bottom, height } = shadow().querySelector(".dock")!.getBoundingClientRect();
  expect([left, right, bottom, height]).toEqual([0, innerWidth, innerHeight, 420]);
});

it("moves into the topmost of nested dialogs, and down one by one", async () => {
  const { host } = await openPanel();
  const outer = openModal();
  await expect.poll(() => host.parentNode).toBe(outer);
  const inner = openModal(undefined, outer);
  await expect.poll(() => host.parentNode).toBe(inner);
  await canPress("Dock at the right");
  inner.close();
  await expect.poll(() => host.parentNode).toBe(outer);
  await canPress("Dock at the bottom");
  outer.close();
  await expect.poll(() => host.parentNode).toBe(home);
});

it("survives the dialog's removal, and that of anything around the dialog", async () => {
  const { host } = await openPanel();
  const wrapper = addToPage("div");
  const dialog = openModal(undefined, wrapper);
  await expect.poll(() => host.parentNode).toBe(dialog);
  dialog.remove();
  await expect.poll(() => host.parentNode).toBe(home);
  const second = openModal(undefined, wrapper);
  await expect.poll(() => host.parentNode).toBe(second);
  wrapper.remove();
  await expect.poll(() => host.parentNode).toBe(home);
  const third = openModal();
  await expect.poll(() => host.parentNode).toBe(third);
  // What a framework does when a dialog's children become a text.
  third.textContent = "Saved";
  await expect.poll(() => host.parentNode).toBe(third);
  await canPress("Dock at the right");
});

it("keeps what it shows while it moves: the same elements, scroll positions, focus, what is selected in a field", async () => {
  const { host } = await openPanel();
  const dock = shadow().querySelector(".dock")!;
  const list = addToPage("div", '<div style="height:2000px"></div>', dock);
  Object.assign(list.style, { height: "50px", overflow: "auto" });
  const field = addToPage("input", "", dock);
  list.scrollTop = 700;
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  const dialog = openModal();
  await expect.poll(() => host.parentNode).toBe(dialog);
  expect([shadow().querySelector(".dock") === dock, list.scrollTop]).toEqual([true, 700]);
  field.value = "type:cart.*";
  field.focus();
  field.setSelectionRange(2, 5);
  dialog.remove();
  await expect.poll(() => host.parentNode).toBe(home);
  expect([shadow().querySelector(".dock") === dock, list.scrollTop]).toEqual([true, 700]);
  expect([shadow().activeElement === field, field.selectionStart, field.selectionEnd]).toEqual([true, 2, 5]);
});

it("keeps it also where elements cannot be moved without being taken out", async () => {
  const moveBefore = vi.spyOn(Element.prototype, "moveBefore");
  const kept = Object.getOwnPropertyDescriptor(Element.prototype, "moveBefore")!;
  moveBefore.mockRestore();
  Reflect.deleteProperty(Element.prototype, "moveBefore");
  onTestFinished(() => void Object.defineProperty(Element.prototype, "moveBefore", kept));
  const { host } = await openPanel();
  const list = addToPage("div", '<div style="height:2000px"></div>', shadow().querySelector(".dock")!);
  Object.assign(list.style, { height: "50px", overflow: "auto" });
  list.scrollTop = 700;
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
  const dialog = openModal();
  await expect.poll(() => host.parentNode).toBe(dialog);
  expect(list.scrollTop).toBe(700);
});

it("finds a dialog in an open shadow root once it has the focus", async () => {
  const { host } = await openPanel();
  const root = addToPage("div").attachShadow({ mode: "open" });
  const dialog = openModal("<button>In the shadow</button>", root);
  await expect.poll(() => host.parentNode).toBe(dialog);
  await canPress("Dock at the right");
  dialog.close();
  await expect.poll(() => host.parentNode).toBe(home);
});

it("finds the dialog that was open before it was mounted", async () => {
  const dialog = openModal();
  const { host } = await openPanel();
  expect(host.parentNode).toBe(dialog);
});

it("a dialog that is open but not modal is let alone", async () => {
  const { host } = await openPanel();
  addToPage("dialog", "<p>Beside</p>").show();
  await new Promise((painted) => requestAnimationFrame(painted));
  expect(host.parentNode).toBe(home);
});

it("Escape in the panel does not close the page's dialog", async () => {
  const { host } = await openPanel();
  const dialog = openModal();
  await expect.poll(() => host.parentNode).toBe(dialog);
  await canPress("Dock at the right");
  await userEvent.keyboard("{Escape}");
  expect(dialog.open).toBe(true);
});

it("what a library does to all but its dialog does not make the panel inert (TanStack/query#6551)", async () => {
  const { host } = await openPanel();
  for (const element of [document.body, host]) {
    element.setAttribute("inert", "");
    element.setAttribute("aria-hidden", "true");
    onTestFinished(() => {
      element.removeAttribute("inert");
      element.removeAttribute("aria-hidden");
    });
  }
  document.body.style.pointerEvents = "none";
  onTestFinished(() => void document.body.style.removeProperty("pointer-events"));
  await canPress("Dock at the right");
  await expect.element(page.getByRole("separator")).toHaveAttribute("aria-orientation", "vertical");
});

it("comes back when the page throws it out, though not for ever", async () => {
  const { host } = await openPanel();
  host.remove();
  await expect.poll(() => host.isConnected).toBe(true);
  for (let times = 0; times < 30; times += 1) {
    host.remove();
    await Promise.resolve();
  }
  expect(host.isConnected).toBe(false);
});
