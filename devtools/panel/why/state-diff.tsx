import { useMemo } from "react";
import type { StateChange } from "../../target/index.ts";
import { type Difference, type DiffNode, diffTreeOf, diffValues, type OutlineLine, OutlineModel, patchText } from "../../model/index.ts";
import { DiffLine } from "../detail/diff-tree.tsx";
import { counted } from "../numbers.ts";
import { OutlineView } from "../detail/outline-view.tsx";
import { useSliced } from "../detail/use-sliced.ts";
import { useStore } from "../use-store.ts";

const lineHeight = 22;
/** A long difference scrolls inside, so that the next projection stays in reach. */
const mostLines = 16;
const mostPatches = 200;

/** What an event changed in one projection: as a tree of what was and is, and as patches. */
export function StateDiff({ change }: { readonly change: StateChange }) {
  const { name, patches, before, after } = change;
  const work = useMemo(() => () => diffValues(before, after), [before, after]);
  const compared = useSliced(work);
  return (
    <section className="state-one" aria-label={name}>
      <h3>
        <bdi>{name}</bdi> <span>{counted(patches.length, "change")}</span>
      </h3>
      {compared.status === "done" && <StateTree name={name} difference={compared.result} />}
      {compared.status === "failed" && <p className="plain">Its states could not be compared: {compared.message}</p>}
      <details className="state-patches">
        <summary>Patches</summary>
        <ol>
          {patches.slice(0, mostPatches).map((patch, nth) => {
            const { op, path, value } = patchText(name, patch);
            return (
              <li key={nth} data-op={op}>
                <span>{op}</span>
                <span>
                  <bdi>{path}</bdi>
                  {value !== "" && (
                    <>
                      {" = "}
                      <bdi>{value}</bdi>
                    </>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
        {patches.length > mostPatches && <p className="plain">and {counted(patches.length - mostPatches, "more", "more")}</p>}
      </details>
    </section>
  );
}

function StateTree({ name, difference }: { readonly name: string; readonly difference: Difference }) {
  const outline = useMemo(() => new OutlineModel<DiffNode>(diffTreeOf(difference, name)), [difference, name]);
  const { lines } = useStore(outline);
  return (
    <div className="state-tree" style={{ height: Math.min(mostLines, lines.length) * lineHeight + 2 }}>
      <OutlineView model={outline} label={`Changes in ${name}`} mark={markOfLine} renderLine={drawLine} />
    </div>
  );
}

function markOfLine({ node }: OutlineLine<DiffNode>): string {
  return node.mark;
}

function drawLine({ node, open }: OutlineLine<DiffNode>) {
  return <DiffLine node={node} open={open} />;
}
