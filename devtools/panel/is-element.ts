/** Whether it is an element, of whichever window: in a window of its own the panel's elements are not of this window's `Element`. */
export function isElement(target: unknown): target is Element {
  return typeof target === "object" && target !== null && "nodeType" in target && target.nodeType === 1;
}
