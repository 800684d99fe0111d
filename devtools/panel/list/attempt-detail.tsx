import type { Undelivered } from "eventdeck";
import { attemptedPayload, attemptedType, formatTime, Held, reasonText, visibleText } from "../../model/index.ts";
import { CopyButton } from "../detail/copy-button.tsx";
import { clipboardText } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { seldomIcons } from "../seldom-icons.tsx";
import { ValueTree } from "../detail/value-tree.tsx";

export interface AttemptDetailProps {
  /** Of a bus in another page: what it would have carried stayed there. */
  readonly isElsewhere: boolean;
  readonly attempt: Undelivered;
  readonly onClose: () => void;
}

/** What was published and reached nobody: why, what it would have carried, and what it was. */
export function AttemptDetail({ attempt, isElsewhere, onClose }: AttemptDetailProps) {
  const type = visibleText(attemptedType(attempt));
  const payload = attemptedPayload(attempt);
  return (
    <article className="detail" aria-label={`Undelivered ${type}`}>
      <header className="detail-head">
        <div className="detail-title">
          <button type="button" className="icon-button back" onClick={onClose} aria-label="Back to the list">
            {seldomIcons.back}
          </button>
          <h2 className="grow">{type}</h2>
          <span className="attempt-reason">{attempt.reason}</span>
          {!isElsewhere && <CopyButton what="what it would have carried" text={() => clipboardText(payload)} />}
          <button type="button" className="icon-button wide-only" onClick={onClose} aria-label="Close the detail" title="Close (Esc)">
            {icons.close}
          </button>
        </div>
        <p className="verdict" data-kind="failed">
          Reached nobody. {visibleText(reasonText(attempt))}.
        </p>
        <dl className="attempt-facts">
          {factsOf(attempt).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="mono">{visibleText(value)}</dd>
            </div>
          ))}
        </dl>
      </header>
      <div className="detail-body" data-fills="true">
        <h3 className="attempt-heading">{attempt.event ? "It would have carried" : "It was given"}</h3>
        {isElsewhere ? (
          <p className="tab-message">Attempts come from another page without what they carried. The panel of that page shows it.</p>
        ) : (
          <ValueTree value={new Held(payload)} />
        )}
      </div>
    </article>
  );
}

function factsOf({ at, after, event, draft, causationId }: Undelivered): readonly (readonly [string, string])[] {
  const facts: (readonly [string, string | undefined])[] = [
    ["Attempted at", formatTime(at)],
    ["After", after === 0 ? "nothing: it was the first" : `#${after}`],
    ["Topic", event?.topic ?? draft?.options?.topic],
    ["Source", event?.source ?? draft?.options?.source],
    ["Priority", event?.priority ?? draft?.options?.priority],
    ["Correlation", event?.correlationId ?? draft?.options?.correlationId],
    ["Caused by", event?.causationId ?? causationId],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
