/**
 * Keeps the page's popovers open while the panel is used. The browser closes every `popover=auto` when something outside of it is pressed, and asks no
 * handler; from pressing to letting go, the host is therefore a popover that the topmost one has opened, and so no place outside of it.
 *
 * Out of reach are popovers in shadow roots. Where `showPopover` takes no `source`, the page's popovers close as they would without this.
 *
 * @param host the element that has the panel's shadow root
 * @param view the window of the page that the host is in
 * @returns what ends it
 */
export function keepPopoversOpen(host: HTMLElement, view: Window): () => void {
  const { document: owner } = view;
  const leave = new AbortController();
  const options = { capture: true, passive: true, signal: leave.signal };
  /** In the order in which they opened: those that know another as their opener may stand anywhere in the document. */
  const opened = new Set<HTMLElement>();
  let release: (() => void) | undefined;
  let timer: number | undefined;
  const onToggle = (event: Event) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || target === host) return;
    opened.delete(target);
    if ("newState" in event && event.newState === "open") opened.add(target);
  };
  const topmost = () => [...owner.querySelectorAll<HTMLElement>("[popover]:popover-open"), ...opened].findLast((each) => each !== host && isOpen(each));
  const onPress = ({ target }: Event) => {
    view.clearTimeout(timer);
    if (target !== host || release) return;
    const source = topmost();
    if (source) release = joinPopover(host, source);
  };
  const letGo = () => {
    release?.();
    release = undefined;
  };
  // Chromium looks for what to close after the last handler of the press, and only there.
  const onRelease = () => {
    timer = view.setTimeout(letGo);
  };
  view.addEventListener("beforetoggle", onToggle, options);
  view.addEventListener("pointerdown", onPress, options);
  for (const type of ["pointerup", "pointercancel"]) view.addEventListener(type, onRelease, options);
  return () => {
    view.clearTimeout(timer);
    letGo();
    leave.abort();
  };
}

function isOpen(element: HTMLElement): boolean {
  return element.popover === "auto" && element.isConnected && element.matches(":popover-open");
}

/** Makes the host a popover that another one has opened. Returns what makes it again what it was. */
function joinPopover(host: HTMLElement, source: HTMLElement): () => void {
  const before = host.popover;
  host.popover = "auto";
  host.showPopover({ source });
  return () => {
    host.popover = before;
    // In a dialog of the page it is one that nothing closes.
    if (before !== null && host.isConnected) host.showPopover();
  };
}
