import type { Leak } from "../../model/index.ts";
import type { Ending } from "./listeners-confirm.tsx";
import { count } from "../numbers.ts";

interface LeaksProps {
  readonly leaks: readonly Leak[];
  readonly onEnd: (ending: Ending) => void;
}

/** Subscriptions that are made again and again and never ended, with how their number grew. */
export function Leaks({ leaks, onEnd }: LeaksProps) {
  return (
    // Always there, since a live region that comes with its text is not read aloud.
    <div role="status" className={leaks.length > 0 ? "leaks" : undefined}>
      {leaks.slice(0, 5).map((leak) => (
        <div key={leak.key} className="leak">
          <strong>Leak</strong>
          <span>
            {leak.name} on <span className="mono">{leak.selector}</span>: {count(leak.ids.length)} active, {count(leak.grown)} more than when watching began, at
            no moment fewer
          </span>
          <Counts counts={leak.counts} />
          <button type="button" className="button small" onClick={() => onEnd({ ids: leak.ids.slice(0, -1), name: leak.name })}>
            End all but the newest
          </button>
        </div>
      ))}
      {leaks.length > 5 && <span className="leak">and {leaks.length - 5} more kinds that grow</span>}
    </div>
  );
}

function Counts({ counts }: { readonly counts: readonly number[] }) {
  const most = Math.max(1, ...counts);
  const points = counts.map((value, index) => `${(index / Math.max(1, counts.length - 1)) * 80},${18 - (value / most) * 16}`).join(" ");
  return (
    <svg className="counts" width="80" height="18" viewBox="0 0 80 18" role="img" aria-label={`From ${counts[0]} to ${counts.at(-1)}`}>
      <polyline points={points} fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
