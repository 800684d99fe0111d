import { useRef, type KeyboardEvent } from "react";
import type { OutlineModel, OutlineNode } from "../../model/index.ts";
import { panelKeys } from "../keys.ts";
import { TypeAhead } from "../menu/menu-type-ahead.ts";

// As long as a pause in typing lasts in trees of desktops.
const pauseMs = 700;

/** The keys of a tree, as ARIA's authoring practices have them. Returns the handler; it tells whether the key was one of them. */
export function useOutlineKeys<Node extends OutlineNode<Node>>(model: OutlineModel<Node>, pageRows: number): (event: KeyboardEvent) => boolean {
  const typed = useRef(new TypeAhead());
  const typedAt = useRef(Number.NEGATIVE_INFINITY);
  return (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    const { lines, cursor } = model.state;
    const to = targetOf(event.key, cursor, lines.length, pageRows);
    if (to !== undefined) model.moveTo(to);
    else if (event.key === "ArrowRight") right(model);
    else if (event.key === "ArrowLeft") left(model);
    else if (event.key === "Enter") model.toggle(cursor);
    else if (event.key === "*") model.openSiblings(cursor);
    else return typeAhead(event);
    return true;
  };

  function typeAhead(event: KeyboardEvent): boolean {
    const goesOn = event.timeStamp - typedAt.current < pauseMs;
    // A letter that the panel has a use for begins no search; inside of one it is a letter.
    if (!goesOn && panelKeys.some(({ key }) => key === event.key)) return false;
    const { lines, cursor } = model.state;
    const labels = lines.map(({ node }) => node);
    const found = typed.current.find(event, labels, cursor);
    if (found === undefined) return false;
    typedAt.current = event.timeStamp;
    model.moveTo(found);
    return true;
  }
}

function targetOf(key: string, cursor: number, count: number, page: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return cursor + 1;
    case "ArrowUp":
      return cursor - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "PageDown":
      return cursor + page;
    case "PageUp":
      return cursor - page;
    default:
      return undefined;
  }
}

// Opens, and goes in where it is open already.
function right<Node extends OutlineNode<Node>>(model: OutlineModel<Node>): void {
  const { lines, cursor } = model.state;
  const line = lines[cursor];
  if (!line?.node.expandable) return;
  if (line.open) model.moveTo(cursor + 1);
  else model.toggle(cursor, true);
}

// Closes, and goes out where it is closed already.
function left<Node extends OutlineNode<Node>>(model: OutlineModel<Node>): void {
  const { lines, cursor } = model.state;
  const line = lines[cursor];
  if (line?.open) model.toggle(cursor, false);
  else if (line && line.parent >= 0) model.moveTo(line.parent);
}
