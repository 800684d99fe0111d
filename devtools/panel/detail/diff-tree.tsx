import { useMemo } from "react";
import { type Difference, type DiffNode, diffTreeOf, type Held, OutlineModel } from "../../model/index.ts";
import { OutlineView } from "./outline-view.tsx";

// A sign beside the colour, since colour alone says nothing to many.
const signs: Partial<Record<DiffNode["mark"], { readonly sign: string; readonly said: string }>> = {
  added: { sign: "+", said: "added" },
  removed: { sign: "−", said: "removed" },
  changed: { sign: "~", said: "changed" },
  moved: { sign: "↕", said: "moved" },
  uncompared: { sign: "?", said: "cannot be compared" },
};

/** How two values differ, as a tree that is open where something changed. */
export function DiffTree({ difference: { value: difference } }: { readonly difference: Held<Difference> }) {
  const outline = useMemo(() => new OutlineModel(diffTreeOf(difference)), [difference]);
  return (
    <OutlineView model={outline} label="Differences" mark={({ node }) => node.mark} renderLine={({ node, open }) => <DiffLine node={node} open={open} />} />
  );
}

/** A line of a tree of differences. */
export function DiffLine({ node, open }: { readonly node: DiffNode; readonly open: boolean }) {
  const { mark, label, old, text, inside, kind } = node;
  const sign = signs[mark];
  return (
    <>
      <span className="diff-sign" aria-hidden="true">
        {sign?.sign}
      </span>
      {sign && <span className="hidden-label">{sign.said}</span>}
      <span className="tree-label" data-kind={mark === "fold" || mark === "range" ? "range" : kind}>
        <bdi>{label}</bdi>
        {mark === "fold" || mark === "range" ? "" : ":"}
      </span>
      {old !== undefined && !open && (
        <>
          <del className="diff-old">
            <bdi>{old}</bdi>
          </del>
          <span className="diff-arrow" aria-label="now">
            →
          </span>
        </>
      )}
      {!(old !== undefined && open) && (
        <span className="tree-text" data-kind={kind}>
          <bdi>{text}</bdi>
          {inside && !open && (
            <span className="tree-inside">
              {text !== "" && " "}
              <bdi>{inside()}</bdi>
            </span>
          )}
        </span>
      )}
    </>
  );
}
