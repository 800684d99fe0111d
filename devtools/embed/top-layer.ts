import { ancestorsOf, focusedIn } from "./ancestors.ts";
import type { KeptPlace } from "./kept-place.ts";

// Whoever takes the panel out more often than this wants it gone.
const maxReturns = 20;

/**
 * Keeps the panel usable while the page shows something modal. `showModal()` makes everything outside the dialog inert, popovers too, so the host moves into
 * the topmost dialog, and back when it closes or is removed. There it is a popover, which neither the dialog's overflow nor its transforms reach. It does the
 * same with an element in full screen, above which nothing else shows. An `inert` or `aria-hidden` that a library sets on the host is taken off.
 *
 * Dialogs in the document are found as they open; those in an open shadow root when they take the focus, as every modal dialog does that has something to
 * focus. Out of reach are a dialog in a closed shadow root, and an element in full screen that shows no children, such as a video; use a window there.
 */
export class TopLayer {
  readonly #host: HTMLElement;
  readonly #place: KeptPlace;
  readonly #document: Document;
  /** Modal dialogs and what is in full screen, in the order in which they opened; the last one is on top. */
  readonly #layers = new Set<HTMLElement>();
  readonly #leave = new AbortController();
  readonly #opening: MutationObserver;
  readonly #removal = new MutationObserver(() => this.#settle());
  readonly #marks = new MutationObserver(() => this.#unmark());
  readonly #watchedRoots = new WeakSet<Node>();
  #returns = 0;

  constructor(host: HTMLElement, place: KeptPlace) {
    this.#host = host;
    this.#place = place;
    this.#document = host.ownerDocument;
    this.#opening = new MutationObserver((records) => this.#opened(records.map(({ target }) => target)));
    this.#watch(this.#document);
    this.#watchAncestors();
    this.#marks.observe(host, { attributeFilter: ["inert", "aria-hidden", "hidden"] });
    const { signal } = this.#leave;
    this.#document.defaultView?.addEventListener("focusin", (event) => this.#focused(event.composedPath()), { capture: true, signal });
    this.#document.addEventListener("fullscreenchange", () => this.#enlarged(), { signal });
    this.#opened(this.#document.querySelectorAll("dialog[open]"));
    const focused = focusedIn(this.#document);
    if (focused) this.#focused(ancestorsOf(focused));
    this.#enlarged();
  }

  close(): void {
    this.#leave.abort();
    for (const observer of [this.#opening, this.#removal, this.#marks]) observer.disconnect();
  }

  #watch(root: Node): void {
    if (this.#watchedRoots.has(root)) return;
    this.#watchedRoots.add(root);
    this.#opening.observe(root, { subtree: true, attributeFilter: ["open"] });
  }

  #focused(path: readonly EventTarget[]): void {
    const dialog = path.find(isModal);
    if (!dialog || this.#layers.has(dialog)) return;
    this.#watch(dialog.getRootNode());
    this.#opened([dialog]);
  }

  #opened(targets: Iterable<Node>): void {
    const dialogs = [...targets].filter((target) => target instanceof HTMLDialogElement);
    if (dialogs.length === 0) return;
    for (const dialog of dialogs) if (isModal(dialog)) this.#layers.add(dialog);
    this.#settle();
  }

  #enlarged(): void {
    const { fullscreenElement } = this.#document;
    if (fullscreenElement instanceof HTMLElement && showsChildren(fullscreenElement)) this.#layers.add(fullscreenElement);
    this.#settle();
  }

  #settle(): void {
    for (const layer of this.#layers) if (!layer.isConnected || !(isModal(layer) || layer === this.#document.fullscreenElement)) this.#layers.delete(layer);
    const layer = [...this.#layers].at(-1);
    const parent = layer ?? this.#document.documentElement;
    if (this.#host.parentNode !== parent) this.#move(parent);
    this.#raise(layer !== undefined);
  }

  #move(parent: HTMLElement): void {
    if (!this.#host.isConnected && (this.#returns += 1) > maxReturns) return this.close();
    this.#lower();
    this.#place.moveInto(parent);
    this.#watchAncestors();
  }

  /** Whatever takes one of them out takes the panel out. */
  #watchAncestors(): void {
    this.#removal.disconnect();
    for (const ancestor of ancestorsOf(this.#host)) this.#removal.observe(ancestor, { childList: true });
  }

  #raise(wanted: boolean): void {
    if (!wanted) return this.#lower();
    if (this.#host.matches(":popover-open")) return;
    this.#host.popover = "manual";
    this.#host.showPopover();
  }

  #lower(): void {
    if (this.#host.popover === null) return;
    if (this.#host.matches(":popover-open")) this.#host.hidePopover();
    this.#host.popover = null;
  }

  #unmark(): void {
    for (const name of ["inert", "aria-hidden", "hidden"]) this.#host.removeAttribute(name);
  }
}

function isModal(target: EventTarget): target is HTMLDialogElement {
  return target instanceof HTMLDialogElement && target.matches(":modal");
}

// What is replaced by something else shows nothing that is put into it, and neither does what has a shadow root of its own.
function showsChildren(element: HTMLElement): boolean {
  return element.shadowRoot === null && !element.matches("html, video, audio, img, canvas, iframe, embed, object, input, textarea, select");
}
