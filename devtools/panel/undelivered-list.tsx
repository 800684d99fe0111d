import type { Undelivered } from "eventdeck";
import { attemptedPayload, attemptedType, formatTime, previewOf, reasonText } from "../model/index.ts";

/** What was published and reached nobody, newest first. */
export function UndeliveredList({ attempts }: { readonly attempts: readonly Undelivered[] }) {
  if (attempts.length === 0) {
    return (
      <div className="empty">
        <strong>Everything got through</strong>
        <p>Events that are invalid, stopped, expired, cancelled, conflated or too many are listed here with the reason.</p>
      </div>
    );
  }
  return (
    <ul className="attempts" aria-label="Undelivered">
      {attempts.map((attempt, index) => (
        <li key={attempts.length - index} className="attempt">
          <div className="attempt-head">
            <span className="attempt-reason">{attempt.reason}</span>
            <span className="row-type grow cut">{attemptedType(attempt)}</span>
            <span className="muted number">
              {formatTime(attempt.at)}, after #{attempt.after}
            </span>
          </div>
          <p className="attempt-why">{reasonText(attempt)}</p>
          <div className="attempt-payload mono cut">{previewOf(attemptedPayload(attempt))}</div>
        </li>
      ))}
    </ul>
  );
}
