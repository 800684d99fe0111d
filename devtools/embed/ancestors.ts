/** The parents of a node up to the document, out of shadow roots by their hosts. */
export function ancestorsOf(node: Node): Node[] {
  const found: Node[] = [];
  for (let parent = parentOf(node); parent; parent = parentOf(parent)) found.push(parent);
  return found;
}

function parentOf(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}

/** The element that has the focus, through open shadow roots down to the innermost. */
export function focusedIn(root: DocumentOrShadowRoot): Element | undefined {
  const { activeElement } = root;
  if (!activeElement) return undefined;
  return activeElement.shadowRoot ? (focusedIn(activeElement.shadowRoot) ?? activeElement) : activeElement;
}
