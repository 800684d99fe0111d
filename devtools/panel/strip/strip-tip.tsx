import { visibleText } from "../../model/index.ts";
import type { AboutEvents } from "../../model/strip/strip-about.ts";
import { momentText } from "../../model/strip/time-scale.ts";
import { count, counted } from "../numbers.ts";

export interface StripTipProps {
  readonly about: AboutEvents;
  /** CSS pixels from the left. */
  readonly x: number;
  readonly width: number;
  /** The newest time on the strip; another day's moments are told with their date. */
  readonly today: number;
}

const tipWidth = 250;

/** What there is under the pointer. The same is told to screen readers by the strip itself, event by event. */
export function StripTip({ about, x, width, today }: StripTipProps) {
  const { wall, types, otherTypes, failed, worst, attempts, sampled, from = [] } = about;
  const left = Math.max(4, Math.min(width - tipWidth - 4, x - tipWidth / 2));
  return (
    <div className="strip-tip" aria-hidden="true" style={{ left, width: Math.min(tipWidth, width - 8) }}>
      <div className="strip-tip-head">
        <span className="number">{momentText(wall, today)}</span>
        <span className="number muted">{counted(about.count, "event")}</span>
      </div>
      {types.map(({ type, count: of }) => (
        <div key={type} className="strip-tip-type">
          <span className="mono cut">{visibleText(type)}</span>
          {about.count > 1 && <span className="number muted">{count(of)}</span>}
        </div>
      ))}
      {otherTypes > 0 && <div className="muted">and {counted(otherTypes, "more type")}</div>}
      {sampled !== undefined && <div className="muted">types of the first {count(sampled)}</div>}
      {from.map(({ name, count: of }) => (
        <div key={name} className="strip-tip-type muted">
          <span className="cut">{name === "Here" ? "published here" : `from ${visibleText(name)}`}</span>
          {about.count > 1 && <span className="number">{count(of)}</span>}
        </div>
      ))}
      {worst !== undefined && <div className={failed > 0 ? "strip-tip-failed" : "muted"}>{worst}</div>}
      {attempts.map((text) => (
        <div key={text} className="strip-tip-attempt">
          {text}
        </div>
      ))}
    </div>
  );
}
