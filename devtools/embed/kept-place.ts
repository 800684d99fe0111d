/**
 * Moves an element without what is in its shadow root losing its place: scroll positions, focus, the selection in a field.
 */
export class KeptPlace {
  readonly #host: HTMLElement;
  readonly #root: ShadowRoot;
  // Noted as it happens: an element that was taken out with its parent has forgotten it by the time anybody can ask.
  readonly #scrolled = new Map<Element, { readonly left: number; readonly top: number }>();
  readonly #scrolling = new Set<Element>();
  readonly #leave = new AbortController();
  #focused: EventTarget | null = null;

  constructor(host: HTMLElement, root: ShadowRoot) {
    this.#host = host;
    this.#root = root;
    const { signal } = this.#leave;
    root.addEventListener("scroll", ({ target }) => this.#noteSoon(target), { capture: true, passive: true, signal });
    root.addEventListener("focusin", ({ target }) => (this.#focused = target), { capture: true, signal });
    // In a task of its own: the focus also goes when its element is about to be taken out, and is wanted back then.
    root.addEventListener("focusout", ({ target }) => setTimeout(() => this.#blurred(target)), { capture: true, signal });
  }

  moveInto(parent: ParentNode & Node): void {
    if (this.#host.isConnected) this.#note();
    const focused = this.#host.isConnected ? this.#root.activeElement : this.#focused;
    const selection = selectionIn(focused);
    // Keeps all by itself; takes only what is in a document and stays in it.
    if ("moveBefore" in parent && this.#host.isConnected && parent.isConnected) parent.moveBefore(this.#host, null);
    else parent.append(this.#host);
    for (const [element, { left, top }] of this.#scrolled) {
      if (!this.#root.contains(element)) this.#scrolled.delete(element);
      else if (element.scrollTop !== top || element.scrollLeft !== left) element.scrollTo({ left, top, behavior: "instant" });
    }
    if (!(focused instanceof HTMLElement) || this.#root.activeElement === focused) return;
    focused.focus({ preventScroll: true });
    selection?.();
  }

  close(): void {
    this.#leave.abort();
  }

  #blurred(target: EventTarget | null): void {
    if (this.#focused === target && this.#root.activeElement !== target) this.#focused = null;
  }

  // After the frame: before it, asking makes the browser lay out the page, and once more for what scrolling has changed.
  #noteSoon(target: EventTarget | null): void {
    if (!(target instanceof Element)) return;
    if (this.#scrolling.size === 0) setTimeout(() => this.#note());
    this.#scrolling.add(target);
  }

  #note(): void {
    for (const element of this.#scrolling) if (element.isConnected) this.#scrolled.set(element, { left: element.scrollLeft, top: element.scrollTop });
    this.#scrolling.clear();
  }
}

/** What selects again what is selected in a field. */
function selectionIn(focused: EventTarget | null): (() => void) | undefined {
  if (!(focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement)) return undefined;
  const { selectionStart, selectionEnd } = focused;
  // A checkbox has none, and setting one throws.
  return selectionStart === null ? undefined : () => focused.setSelectionRange(selectionStart, selectionEnd);
}
