import type { ValueNode } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { seldomIcons } from "../seldom-icons.tsx";
import { askForMenu } from "../list/ask-for-menu.ts";
import { MarkedText } from "../list/marked-text.tsx";
import type { ValueActions } from "./value-tree.tsx";

interface ValueLineProps {
  readonly node: ValueNode;
  readonly open: boolean;
  readonly wanted: string;
  /** Offered at the end of the line. */
  readonly actions: ValueActions | undefined;
}

/** What the tree shows of one value: its name, what it is, and what is to be said of it. */
export function ValueLine({ node, open, wanted, actions }: ValueLineProps) {
  const { label, text, kind, notes, inside } = node;
  return (
    <>
      {label !== "" && (
        <span className="tree-label" data-kind={kind}>
          <MarkedText text={label} wanted={wanted} />
          {kind === "range" ? "" : ":"}
        </span>
      )}
      <span className="tree-text" data-kind={kind}>
        {text !== "" && <MarkedText text={text} wanted={wanted} />}
        {inside && !open && (
          <span className="tree-inside">
            {text !== "" && " "}
            <bdi>{inside()}</bdi>
          </span>
        )}
      </span>
      {notes.map((note) => (
        <span key={note.kind} className="tree-note" data-kind={note.kind} title={note.about}>
          {note.kind === "mutable" && seldomIcons.unlocked}
          {note.text}
        </span>
      ))}
      {actions && (
        <span className="tree-actions">
          <button
            type="button"
            className="icon-button"
            tabIndex={-1}
            aria-label={`Copy ${label}`}
            title="Copy value (Ctrl+C)"
            onClick={(event) => actions.copy(event.currentTarget, node)}
          >
            {seldomIcons.copy}
          </button>
          <button
            type="button"
            className="icon-button"
            tabIndex={-1}
            aria-label={`More for ${label}`}
            title="More (menu key)"
            aria-haspopup="menu"
            onClick={(event) => askForMenu(event.currentTarget)}
          >
            {icons.dots}
          </button>
        </span>
      )}
    </>
  );
}
