import { useId, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from "react";
import type { OutlineLine, OutlineModel, OutlineNode } from "../../model/index.ts";
import { askForMenu } from "../list/ask-for-menu.ts";
import { useFixedRows } from "../fixed-rows.ts";
import { icons } from "../icons.tsx";
import { useOutlineKeys } from "./outline-keys.ts";
import { useStore } from "../use-store.ts";
import { isElement } from "../is-element.ts";

interface OutlineViewProps<Node extends OutlineNode<Node>> {
  readonly model: OutlineModel<Node>;
  readonly label: string;
  /** What a line shows after the mark that opens it. @param active under the pointer, or where the keys are */
  readonly renderLine: (line: OutlineLine<Node>, active: boolean) => ReactNode;
  /** A word on a line that its style goes by. */
  readonly mark?: (line: OutlineLine<Node>) => string | undefined;
  readonly onContextMenu?: (event: MouseEvent<HTMLElement>, line: OutlineLine<Node>) => void;
  /** Keys of its own, asked first. @returns whether it was one of them */
  readonly onKey?: (event: KeyboardEvent<HTMLElement>, line: OutlineLine<Node>) => boolean;
}

const rowHeight = 22;

/** A tree of lines of one height, of which only those in sight exist. */
export function OutlineView<Node extends OutlineNode<Node>>({ model, label, renderLine, mark, onContextMenu, onKey }: OutlineViewProps<Node>) {
  const { lines, cursor } = useStore(model);
  const viewport = useRef<HTMLDivElement>(null);
  const rows = useFixedRows(viewport, lines.length, rowHeight, cursor);
  const [pointed, setPointed] = useState<number>();
  const act = useOutlineKeys(model, rows.pageRows);
  const id = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = lines[cursor];
    if (!at || event.target !== event.currentTarget) return;
    if (isMenuKey(event)) askForMenu(event.currentTarget.querySelector(`[data-line="${cursor}"]`) ?? event.currentTarget);
    else if (!(onKey?.(event, at) || act(event))) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent) => {
    const index = lineOf(event.target);
    if (index === undefined || isButton(event.target)) return;
    if (lines[index]?.node.expandable) model.toggle(index);
    else model.moveTo(index);
  };
  const onMenu = (event: MouseEvent<HTMLElement>) => {
    const index = lineOf(event.target) ?? cursor;
    const at = lines[index];
    if (!at) return;
    model.moveTo(index);
    onContextMenu?.(event, at);
  };
  const drawn = Array.from({ length: Math.max(0, rows.end - rows.first) }, (_, offset) => rows.first + offset);
  return (
    <div
      ref={viewport}
      className="tree"
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={cursor >= rows.first && cursor < rows.end ? `${id}${cursor}` : undefined}
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onContextMenu={onMenu}
      onPointerMove={(event) => setPointed(lineOf(event.target))}
      onPointerLeave={() => setPointed(undefined)}
    >
      <div className="tree-content" role="presentation" style={{ height: rows.contentHeight }}>
        <div className="tree-window" role="presentation" style={{ transform: `translateY(${rows.offset}px)` }}>
          {drawn.map((index) => {
            const at = lines[index];
            if (!at) return null;
            return (
              <OutlineRow key={index} id={`${id}${index}`} index={index} line={at} selected={index === cursor} mark={mark?.(at)}>
                {renderLine(at, index === (pointed ?? cursor))}
              </OutlineRow>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface OutlineRowProps {
  readonly id: string;
  readonly index: number;
  readonly line: OutlineLine<{ readonly expandable: boolean }>;
  readonly selected: boolean;
  readonly mark: string | undefined;
  readonly children: ReactNode;
}

// Past this the lines would have no room left for what they show.
const deepestIndent = 24;

function OutlineRow({ id, index, line: { node, depth, open, place, siblings }, selected, mark, children }: OutlineRowProps) {
  return (
    <div
      id={id}
      className="tree-row"
      role="treeitem"
      aria-level={depth + 1}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-selected={selected}
      aria-expanded={node.expandable ? open : undefined}
      data-line={index}
      data-mark={mark}
      style={{ height: rowHeight, paddingLeft: 6 + Math.min(depth, deepestIndent) * 14 }}
    >
      <span className="tree-toggle" data-open={open}>
        {node.expandable && icons.chevron}
      </span>
      {depth > deepestIndent && <span className="tree-depth">{depth}</span>}
      {children}
    </div>
  );
}

function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === "ContextMenu" || (shiftKey && key === "F10");
}

function lineOf(target: EventTarget): number | undefined {
  const line = isElement(target) ? target.closest("[data-line]")?.getAttribute("data-line") : undefined;
  return line === null || line === undefined ? undefined : Number(line);
}

function isButton(target: EventTarget): boolean {
  return isElement(target) && target.closest("button") !== null;
}
