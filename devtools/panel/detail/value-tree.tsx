import { useMemo, useState, type KeyboardEvent, type MouseEvent } from "react";
import { type Held, type Opened, OutlineModel, treeOf, type ValueNode } from "../../model/index.ts";
import { OutlineView } from "./outline-view.tsx";
import { ValueLine } from "./value-line.tsx";

interface ValueTreeProps {
  /** Held out of React's sight, since it is the application's. */
  readonly value: Held<unknown>;
  /** What the root is called. @default "payload" */
  readonly label?: string;
  /** Marks what can still be changed; for values of this page. @default false */
  readonly marksMutable?: boolean;
}

/** A value as a tree that opens on demand. It fills its parent and scrolls inside. */
export function ValueTree({ value, label = "payload", marksMutable }: ValueTreeProps) {
  const outline = useValueOutline(value.value, label, marksMutable);
  return <ValueOutline outline={outline} label={label} />;
}

/** The tree of a value; another value keeps open what has the same names. */
export function useValueOutline(value: unknown, label: string, marksMutable = false): OutlineModel<ValueNode> {
  const root = useMemo(() => treeOf(value, { label, marksMutable }), [value, label, marksMutable]);
  const [opened] = useState<Opened>(() => ({ open: true, inside: new Map() }));
  return useMemo(() => new OutlineModel(root, opened), [root, opened]);
}

interface ValueOutlineProps {
  readonly outline: OutlineModel<ValueNode>;
  readonly label: string;
  /** What is looked for, and marked. */
  readonly wanted?: string;
  /** What else can be done with a value. */
  readonly actions?: ValueActions;
}

/** What can be done with the value of a line. */
export interface ValueActions {
  /** Opens the menu of a line where the pointer or the cursor is. */
  readonly openMenu: (event: MouseEvent<HTMLElement>, node: ValueNode) => void;
  readonly copy: (near: HTMLElement, node: ValueNode) => void;
}

/** The view of a tree that somebody else holds. */
export function ValueOutline({ outline, label, wanted = "", actions }: ValueOutlineProps) {
  const onKey = (event: KeyboardEvent<HTMLElement>, node: ValueNode) => {
    const isCopy = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c";
    if (!isCopy || !node.isValue || !actions) return false;
    actions.copy(event.currentTarget, node);
    return true;
  };
  return (
    <OutlineView
      model={outline}
      label={label}
      mark={({ node }) => node.kind}
      renderLine={({ node, open }, active) => <ValueLine node={node} open={open} wanted={wanted} actions={active && node.isValue ? actions : undefined} />}
      onContextMenu={(event, { node }) => actions?.openMenu(event, node)}
      onKey={(event, { node }) => onKey(event, node)}
    />
  );
}
