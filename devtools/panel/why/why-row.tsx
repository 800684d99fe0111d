import { memo } from "react";
import { type RowText, type RowTime, type TimeSpan, visibleText } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { outcomeIcons } from "../list/outcome-mark.tsx";
import { count } from "../numbers.ts";
import { WaterfallBar } from "./waterfall-bar.tsx";

interface WhyRowProps {
  readonly id: string;
  /** Among the rows that are shown, from 0. */
  readonly line: number;
  readonly depth: number;
  readonly nth: number;
  readonly siblings: number;
  /** How many rows it opens to. */
  readonly below: number;
  /** Of the whole tree, in pixels. */
  readonly width: number;
  readonly text: RowText;
  readonly time: RowTime | undefined;
  readonly path: readonly TimeSpan[];
  /** What is drawn of the time axis. */
  readonly from: number;
  readonly to: number;
  readonly folded: boolean;
  readonly selected: boolean;
  readonly cursor: boolean;
}

export const whyRowHeight = 26;
const indent = 14;
/** Deeper than this share of the width nothing is indented any more: a number says how deep it is. */
const deepestShare = 0.2;

const marks: Readonly<Record<RowText["mark"], (typeof icons)[keyof typeof icons]>> = {
  ...outcomeIcons,
  attempt: icons.clear,
  missing: icons.unheard,
};

/** One event of the story: what it is on the left, when it was on the right. */
export const WhyRow = memo(function WhyRow(props: WhyRowProps) {
  const { id, line, depth, nth, siblings, below, text, time, path, from, to, folded, selected, cursor } = props;
  return (
    <div
      id={id}
      className="why-row"
      role="row"
      aria-level={depth + 1}
      aria-rowindex={line + 1}
      aria-posinset={nth}
      aria-setsize={siblings}
      aria-expanded={below > 0 ? !folded : undefined}
      aria-selected={selected}
      data-cursor={cursor}
      data-critical={path.length > 0}
      data-line={line}
      style={{ height: whyRowHeight }}
    >
      <NameCell {...props} />
      <div className="why-time" role="gridcell" aria-label={timeLabel(text, path.length > 0)} title={text.times}>
        {time && <WaterfallBar time={time} text={text} path={path} view={{ from, to }} />}
      </div>
    </div>
  );
});

const requestWords: Readonly<Partial<Record<NonNullable<RowText["request"]>["kind"], string>>> = {
  "timed-out": "timed out",
  late: "late reply",
  unknown: "no reply recorded",
};

function NameCell({ depth, below, width, folded, text }: WhyRowProps) {
  const deepest = Math.max(3, Math.floor((width * deepestShare) / indent));
  const opens = below > 0;
  return (
    <div className="why-name" role="gridcell" style={{ paddingLeft: 4 + Math.min(depth, deepest) * indent }} title={`${text.name}: ${text.outcome}`}>
      {depth > deepest && <span className="why-depth number">{count(depth)}</span>}
      <span className="why-fold" data-fold={opens || undefined} data-open={opens && !folded}>
        {opens && icons.chevron}
      </span>
      <span className="why-mark" data-kind={text.mark} role="img" aria-label={text.outcome}>
        {marks[text.mark]}
      </span>
      <span className="why-type cut">
        <bdi>{visibleText(text.name)}</bdi>
      </span>
      {text.from !== undefined && (
        <span className="why-from cut" title={`Came over a link from ${visibleText(text.from)}`}>
          <bdi>{visibleText(text.from)}</bdi>
        </span>
      )}
      {text.request && (
        <span className="why-request" data-kind={text.request.kind} title={text.request.text}>
          <span aria-hidden="true">⇄</span>
          <span className="why-request-text">{requestWords[text.request.kind] ?? text.request.kind}</span>
        </span>
      )}
      {folded && opens && <span className="why-hidden number">+{count(below)}</span>}
    </div>
  );
}

function timeLabel({ times }: RowText, critical: boolean): string {
  return critical ? `${times}; on the critical path` : times;
}
