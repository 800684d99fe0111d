import { useMemo, useState, type KeyboardEvent, type MouseEvent } from "react";
import { treeOf, type ValueNode } from "../model/index.ts";
import { icons } from "./icons.tsx";

interface Line {
  readonly node: ValueNode;
  readonly depth: number;
  readonly parent?: string;
}

/** A value as a tree that opens on demand. */
export function ValueTree({ value }: { readonly value: unknown }) {
  const root = useMemo(() => treeOf(value), [value]);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([root.path]));
  const [cursor, setCursor] = useState(root.path);
  const lines = useMemo(() => [...linesOf(root, 0, open)], [root, open]);
  const toggle = (path: string, to = !open.has(path)) => {
    const next = new Set(open);
    if (to) next.add(path);
    else next.delete(path);
    setOpen(next);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = lines.findIndex(({ node }) => node.path === cursor);
    const line = lines[at];
    const move = (path: string | undefined) => path !== undefined && setCursor(path);
    if (!line) return;
    if (event.key === "ArrowDown") move(lines[at + 1]?.node.path);
    else if (event.key === "ArrowUp") move(lines[at - 1]?.node.path);
    else if (event.key === "ArrowRight" && line.node.expandable) toggle(cursor, true);
    else if (event.key === "ArrowLeft" && open.has(cursor)) toggle(cursor, false);
    else if (event.key === "ArrowLeft") move(line.parent);
    else if (event.key === "Enter" && line.node.expandable) toggle(cursor);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = ({ target }: MouseEvent) => {
    const path = target instanceof Element ? target.closest("[data-path]")?.getAttribute("data-path") : undefined;
    const line = lines.find(({ node }) => node.path === path);
    if (!line) return;
    setCursor(line.node.path);
    if (line.node.expandable) toggle(line.node.path);
  };
  return (
    <div className="tree" role="tree" aria-label="Payload" tabIndex={0} aria-activedescendant={`node-${cursor}`} onKeyDown={onKeyDown} onClick={onClick}>
      {lines.map(({ node, depth }) => (
        <TreeLine key={node.path} node={node} depth={depth} open={open.has(node.path)} selected={node.path === cursor} />
      ))}
    </div>
  );
}

interface TreeLineProps {
  readonly node: ValueNode;
  readonly depth: number;
  readonly open: boolean;
  readonly selected: boolean;
}

function TreeLine({ node, depth, open, selected }: TreeLineProps) {
  return (
    <div
      id={`node-${node.path}`}
      className="tree-row"
      role="treeitem"
      tabIndex={-1}
      aria-level={depth + 1}
      aria-selected={selected}
      aria-expanded={node.expandable ? open : undefined}
      data-path={node.path}
      style={{ paddingLeft: depth * 14 }}
    >
      <span className="tree-toggle" data-open={open}>
        {node.expandable && icons.chevron}
      </span>
      <span className="tree-label">{node.label}:</span>
      <span className="tree-text" data-kind={node.kind}>
        {node.text}
      </span>
    </div>
  );
}

function* linesOf(node: ValueNode, depth: number, open: ReadonlySet<string>, parent?: string): Generator<Line> {
  yield { node, depth, parent };
  if (!node.expandable || !open.has(node.path)) return;
  for (const child of node.children()) yield* linesOf(child, depth + 1, open, node.path);
}
