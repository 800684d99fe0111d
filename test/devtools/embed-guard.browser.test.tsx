import { expect, it, onTestFinished } from "vitest";
import { page, userEvent } from "vitest/browser";
import { keepEventsInside } from "../../devtools/embed/event-guard.ts";
import { addToPage } from "./embed-page.ts";

const types =
  "pointerdown pointerup mousedown mouseup click dblclick auxclick contextmenu touchstart touchend keydown keyup keypress focus blur focusin focusout compositionstart copy cut paste dragstart dragenter dragover dragleave drop wheel pointermove mousemove pointerover mouseover beforeinput input".split(
    " ",
  );

/** An element with a shadow root, beside the body as the panel's is. */
function openHost(html: string) {
  const host = addToPage("div", "", document.documentElement);
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = html;
  const end = keepEventsInside(host, window);
  onTestFinished(end);
  return { host, root, end };
}

/** What any listener of the page hears of a host, in either phase. */
function listenAround(host: HTMLElement): string[] {
  const heard: string[] = [];
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  for (const [name, target] of Object.entries({ window, document, html: document.documentElement })) {
    for (const capture of [true, false]) {
      for (const type of types) {
        const listen = (event: Event) => event.composedPath().includes(host) && heard.push(`${type} at ${name}, ${capture ? "capture" : "bubble"}`);
        target.addEventListener(type, listen, { capture, signal: leave.signal });
      }
    }
  }
  return heard;
}

/** The events that arrive at an element inside. */
function listenInside(root: ShadowRoot): string[] {
  const heard: string[] = [];
  for (const type of types) root.addEventListener(type, () => heard.push(type), { capture: true });
  return heard;
}

it("pointer, key, focus and wheel events inside never reach the page, in whichever phase it listens (TanStack/query#1900)", async () => {
  const { host, root } = openHost('<button>Inside</button><input aria-label="Field">');
  const outside = listenAround(host);
  const inside = listenInside(root);
  await userEvent.click(page.getByRole("button", { name: "Inside" }));
  await userEvent.dblClick(page.getByRole("button", { name: "Inside" }));
  await userEvent.click(page.getByRole("button", { name: "Inside" }), { button: "right" });
  await userEvent.fill(page.getByRole("textbox", { name: "Field" }), "");
  await userEvent.type(page.getByRole("textbox", { name: "Field" }), "abc");
  await userEvent.wheel(page.getByRole("textbox", { name: "Field" }), { direction: "down" });
  expect(outside.filter((each) => !/^(wheel|pointermove|mousemove|pointerover|mouseover|beforeinput|input) at .*capture$/.test(each))).toEqual([]);
  for (const type of ["pointerdown", "mousedown", "mouseup", "click", "dblclick", "contextmenu", "keydown", "keyup", "focusin", "wheel", "input"])
    expect(inside).toContain(type);
});

it("composition, drag and paste events inside never reach the page", () => {
  const { host, root } = openHost('<input aria-label="Field">');
  const outside = listenAround(host);
  const inside = listenInside(root);
  const field = root.querySelector("input")!;
  const init = { bubbles: true, composed: true, cancelable: true };
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/plain", "dropped");
  let dropped: string | undefined;
  let pasted: string | undefined;
  root.addEventListener("drop", (event) => (dropped = event instanceof DragEvent ? event.dataTransfer?.getData("text/plain") : undefined));
  root.addEventListener("paste", (event) => (pasted = event instanceof ClipboardEvent ? event.clipboardData?.getData("text/plain") : undefined));
  field.dispatchEvent(new CompositionEvent("compositionstart", { ...init, data: "k" }));
  for (const type of ["dragenter", "dragover", "drop"]) field.dispatchEvent(new DragEvent(type, { ...init, dataTransfer }));
  field.dispatchEvent(new ClipboardEvent("paste", { ...init, clipboardData: dataTransfer }));
  expect(outside).toEqual([]);
  expect(inside).toEqual(["compositionstart", "dragenter", "dragover", "drop", "paste"]);
  expect([dropped, pasted]).toEqual(["dropped", "dropped"]);
});

it("what the browser does with an event goes on: typing, boxes, focus, labels, links", async () => {
  const { root } = openHost('<input aria-label="Field"><label><input type="checkbox">Box</label><a href="#inside">Link</a><form><button>Send</button></form>');
  let sent = 0;
  root.querySelector("form")!.addEventListener("submit", (event) => {
    event.preventDefault();
    sent += 1;
  });
  await userEvent.type(page.getByRole("textbox", { name: "Field" }), "abc{Backspace}");
  expect(root.querySelector("input")!.value).toBe("ab");
  expect(root.activeElement).toBe(root.querySelector("input"));
  const box = root.querySelector<HTMLInputElement>("[type=checkbox]")!;
  await userEvent.click(page.getByRole("checkbox", { name: "Box" }));
  expect(box.checked).toBe(true);
  await userEvent.click(page.getByText("Box"));
  expect(box.checked).toBe(false);
  await userEvent.keyboard(" ");
  await userEvent.click(page.getByRole("link", { name: "Link" }));
  expect(location.hash).toBe("#inside");
  await userEvent.click(page.getByRole("button", { name: "Send" }));
  expect(sent).toBe(1);
});

it("what is cancelled inside is cancelled", async () => {
  const { root } = openHost('<input aria-label="Field"><input type="checkbox" aria-label="Box">');
  const field = root.querySelector("input")!;
  field.addEventListener("keydown", (event) => event.key === "b" && event.preventDefault());
  await userEvent.type(page.getByRole("textbox", { name: "Field" }), "abc");
  expect(field.value).toBe("ac");
  const box = root.querySelector<HTMLInputElement>("[type=checkbox]")!;
  box.addEventListener("click", (event) => event.preventDefault());
  await userEvent.click(page.getByRole("checkbox", { name: "Box" }));
  expect(box.checked).toBe(false);
});

it("a copy says what the original says", async () => {
  const { root } = openHost('<button style="position:fixed;left:40px;top:30px;width:20px;height:20px" aria-label="Inside"></button>');
  const seen: Event[] = [];
  const original: Event[] = [];
  for (const type of ["pointerdown", "click", "keydown"]) root.addEventListener(type, (event) => seen.push(event));
  const before = (event: Event) => original.push(event);
  for (const type of ["pointerdown", "click", "keydown"]) {
    window.addEventListener(type, before, { capture: true });
    onTestFinished(() => window.removeEventListener(type, before, { capture: true }));
  }
  root
    .querySelector("button")!
    .dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true, clientX: 45, clientY: 36, pointerId: 7, shiftKey: true, button: 1 }));
  root
    .querySelector("button")!
    .dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, composed: true, key: "e", code: "KeyE", ctrlKey: true, repeat: true }));
  root.querySelector("button")!.dispatchEvent(new PointerEvent("click", { bubbles: true, composed: true, clientX: 45, clientY: 36, altKey: true, detail: 2 }));
  expect(seen[0]).toMatchObject({ clientX: 45, clientY: 36, pointerId: 7, shiftKey: true, button: 1, composed: false });
  expect(seen[1]).toMatchObject({ key: "e", code: "KeyE", ctrlKey: true, repeat: true, composed: false });
  expect(seen[2]).toMatchObject({ clientX: 45, clientY: 36, altKey: true, detail: 2, composed: false });
  // Added after the guard, so it is not asked any more.
  expect(original).toEqual([]);
});

it("a capture listener that the window had before sees the host and nothing inside as the target", () => {
  const seen: (EventTarget | null)[] = [];
  const early = (event: Event) => seen.push(event.target);
  window.addEventListener("click", early, { capture: true });
  onTestFinished(() => window.removeEventListener("click", early, { capture: true }));
  const { host, root } = openHost("<button>Inside</button>");
  root.querySelector("button")!.click();
  expect(seen).toEqual([host]);
});

it("to the page, focus that goes into the panel goes to another window", async () => {
  const { root } = openHost('<input aria-label="Inside">');
  const own = addToPage("input");
  const left: (EventTarget | null)[] = [];
  own.addEventListener("blur", ({ relatedTarget }) => left.push(relatedTarget));
  own.addEventListener("focusout", ({ relatedTarget }) => left.push(relatedTarget));
  own.focus();
  root.querySelector("input")!.focus();
  expect(root.activeElement).toBe(root.querySelector("input"));
  expect(left).toEqual([null, null]);
});

it.each(["capture", "bubble"])("a focus trap of the page does not lock the panel when it listens in the %s phase (radix-ui/primitives#3353)", async (phase) => {
  const { root } = openHost('<input aria-label="Inside"><button>Next</button>');
  const trapped = addToPage("div", '<input aria-label="Trapped"><button>Last</button>');
  trapFocus(trapped, phase === "capture");
  await userEvent.click(page.getByRole("textbox", { name: "Inside" }));
  await userEvent.keyboard("abc");
  expect(root.querySelector("input")!.value).toBe("abc");
  await userEvent.keyboard("{Tab}");
  expect(root.activeElement?.textContent).toBe("Next");
});

/** As the libraries do it: fetches the focus back, and refuses pointers and Tab outside. */
function trapFocus(trapped: HTMLElement, capture: boolean): void {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const options = { capture, signal: leave.signal };
  const back = () => trapped.querySelector("input")!.focus();
  const isOutside = (target: EventTarget | null) => target instanceof Node && !trapped.contains(target);
  document.addEventListener("focusin", ({ target }) => isOutside(target) && back(), options);
  document.addEventListener("focusout", ({ relatedTarget }) => relatedTarget !== null && isOutside(relatedTarget) && back(), options);
  for (const type of ["pointerdown", "mousedown", "click"]) {
    document.addEventListener(
      type,
      (event) => {
        if (!isOutside(event.target)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      options,
    );
  }
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Tab" || trapped.contains(document.activeElement)) return;
      event.preventDefault();
      back();
    },
    options,
  );
  back();
}

it("ended, it lets everything through again", () => {
  const { host, root, end } = openHost("<button>Inside</button>");
  const outside = listenAround(host);
  end();
  root.querySelector("button")!.click();
  expect(outside).toContain("click at window, capture");
});
