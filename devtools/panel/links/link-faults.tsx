import { formatTime, type LinksState, visibleText } from "../../model/index.ts";
import { count, counted } from "../numbers.ts";

type Faults = NonNullable<NonNullable<LinksState["opened"]>["faults"]>;

/** What went wrong with a link lately, the newest first. @param of how many there were in all */
export function LinkFaults({ faults, of }: { readonly faults: Faults | undefined; readonly of: number }) {
  const left = faults ? of - faults.length : 0;
  return (
    <section className="link-faults" aria-label="Errors">
      <h4>
        Errors <span className="muted">{of === 0 ? "" : `${count(of)} since it began to connect`}</span>
      </h4>
      {!faults && <p className="muted">Asking …</p>}
      {faults?.length === 0 && <p className="muted">None.</p>}
      <ol>
        {faults?.toReversed().map((fault, index) => (
          // Nothing else tells two of the same moment apart, and the newest come in front.
          <li key={faults.length - index}>
            <span className="muted mono">{formatTime(fault.at)}</span> <span className={fault.gap ? "bad" : undefined}>{titleOf(fault)}</span>{" "}
            <bdi>{visibleText(fault.message)}</bdi>
          </li>
        ))}
      </ol>
      {left > 0 && <p className="muted">{counted(left, "older error is", "older errors are")} not kept.</p>}
    </section>
  );
}

function titleOf({ name, code, gap }: Faults[number]): string {
  if (gap) return `Gap ${count(gap.from)}–${count(gap.to)} of ${visibleText(gap.source)}`;
  return visibleText(code ?? name);
}
