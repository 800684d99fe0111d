/** Heard at the window before anything else of the page: what pages close popovers by, trap the focus by, and bind shortcuts to. */
const relayed = [
  "pointerdown",
  "pointerup",
  "mousedown",
  "mouseup",
  "click",
  "dblclick",
  "auxclick",
  "contextmenu",
  "touchstart",
  "touchend",
  "keydown",
  "keyup",
  "keypress",
  "focus",
  "blur",
  "focusin",
  "focusout",
  "compositionstart",
  "compositionupdate",
  "compositionend",
  "copy",
  "cut",
  "paste",
  "dragstart",
  "dragenter",
  "dragover",
  "dragleave",
  "dragend",
  "drop",
] as const;

/** Stopped at the host on their way up. A listener for these at the window would make the page scroll or move the pointer at its expense. */
const contained = [
  "wheel",
  "touchmove",
  "touchcancel",
  "pointermove",
  "pointerover",
  "pointerout",
  "pointercancel",
  "gotpointercapture",
  "lostpointercapture",
  "mousemove",
  "mouseover",
  "mouseout",
  "drag",
  "beforeinput",
  "input",
  "selectstart",
] as const;

/**
 * Keeps what happens inside the host from the page: neither its outside-click handlers nor its shortcuts nor its focus traps hear of it, in whichever phase
 * they listen.
 *
 * An event inside is stopped at the window, where the capture phase starts, and a copy that does not leave the shadow root goes to its target in its place.
 * What the browser does with an event does not depend on where it is heard, so typing, focus and links go on; a copy that is cancelled cancels the original.
 * One thing is out of reach: a capture listener on the window that was added before the panel. It sees the host as the target, and the host is not in `body`.
 *
 * @param host the element that has the shadow root
 * @param view the window of the page that the host is in
 * @returns what ends it
 */
export function keepEventsInside(host: HTMLElement, view: Window): () => void {
  const leave = new AbortController();
  const { signal } = leave;
  const relay = (event: Event) => relayInside(host, event);
  const stop = (event: Event) => event.stopPropagation();
  for (const type of relayed) {
    // A copy of a passive touch cannot be cancelled; nothing in the panel does, and a listener that may would delay the page's scrolling.
    view.addEventListener(type, relay, { capture: true, passive: type.startsWith("touch"), signal });
    host.addEventListener(type, stop, { signal });
  }
  for (const type of contained) host.addEventListener(type, stop, { passive: true, signal });
  // The host's own, when it enters the top layer with a dialog.
  for (const type of ["beforetoggle", "toggle"])
    view.addEventListener(type, (event) => event.target === host && event.stopImmediatePropagation(), { capture: true, signal });
  return () => leave.abort();
}

function relayInside(host: HTMLElement, event: Event): void {
  if (event.target !== host) return forgetWhereFocusWent(host, event);
  const inner = event.composedPath()[0];
  if (inner === undefined || inner === host) return;
  event.stopImmediatePropagation();
  const copy = copyOf(event);
  inner.dispatchEvent(copy);
  // Escape would also close the page's dialog that the panel is in, and its popovers: they are not what the key was meant for.
  const isEscape = event instanceof KeyboardEvent && event.type === "keydown" && event.key === "Escape";
  if (copy.defaultPrevented || isEscape) event.preventDefault();
}

/**
 * To the page, focus that goes into the panel has gone to another window: its target is nowhere. Focus traps fetch the focus back from anywhere else.
 */
function forgetWhereFocusWent(host: HTMLElement, event: Event): void {
  if (!(event instanceof FocusEvent) || event.relatedTarget !== host || (event.type !== "focusout" && event.type !== "blur")) return;
  event.stopImmediatePropagation();
  event.composedPath()[0]?.dispatchEvent(new FocusEvent(event.type, withAttributes(event, { relatedTarget: null })));
}

function copyOf(event: Event): Event {
  const attributes = withAttributes(event, { composed: false });
  if (event.type !== "click" || !(event instanceof MouseEvent)) return new (constructorOf(event))(event.type, attributes);
  // The original already checks the box or follows the link. A copy would do so again if it were a mouse event, which is what makes a click act.
  const copy = new UIEvent("click", attributes);
  for (const name of pointing) if (name in event) Object.defineProperty(copy, name, { value: Reflect.get(event, name) });
  return copy;
}

const pointing = "altKey ctrlKey metaKey shiftKey button buttons clientX clientY pageX pageY screenX screenY offsetX offsetY pointerId pointerType".split(" ");

/** An event reads as the attributes that make one of its kind. */
function withAttributes(event: Event, changed: EventInit | FocusEventInit): EventInit {
  return new Proxy(event, { get: (target, name) => (Object.hasOwn(changed, name) ? Reflect.get(changed, name) : Reflect.get(target, name)) });
}

// Asked of the event, since another document's window has constructors of its own.
function constructorOf(event: Event): typeof Event {
  const { constructor } = Object.getPrototypeOf(event);
  return constructor;
}
