import { useEffect, useRef } from "react";
import { type MoveResult, visibleText } from "../../model/index.ts";
import { isElement } from "../is-element.ts";
import { count, counted } from "../numbers.ts";
import { useStore } from "../use-store.ts";
import { EditedRedrives } from "./edited-redrives.tsx";
import { EventLink, StoryLink } from "./letter-links.tsx";
import type { LettersProps } from "./letters.tsx";
import { Confirm } from "../confirm.tsx";

/** What is under way with letters, what is asked before, and what came of it. */
export function LetterMovesBar({ letters: { moves } }: LettersProps) {
  const { running, asked, result } = useStore(moves);
  return (
    <>
      {asked && (
        <Confirm label={`Discard ${counted(asked.ids.length, "letter")}?`} yes="Discard" onDone={(yes) => void moves.answer(yes)}>
          {asked.ids.length === 0 ? "There is nothing to discard." : `Discard ${counted(asked.ids.length, "letter")} for good?`}
          {asked.more && " There are more, which stay."}
        </Confirm>
      )}
      {running && running.total !== 1 && (
        <div className="compose-line letter-progress">
          <progress aria-label={running.kind === "redrive" ? "Redriven" : "Discarded"} max={running.total} value={running.total && running.done} />
          <span className="number">{running.total === undefined ? `found ${count(running.found)}` : `${count(running.done)} of ${count(running.total)}`}</span>
          <button type="button" className="button small" onClick={() => moves.stop()}>
            Stop
          </button>
        </div>
      )}
      {/* Always there, since a live region that comes with its text is not read aloud. */}
      <div role="status">
        {running && <p className="compose-note">{running.kind === "redrive" ? "Redriving …" : "Discarding …"}</p>}
        {result && <MoveResultText result={result} onClose={() => moves.dismiss()} />}
      </div>
    </>
  );
}

function MoveResultText({ result, onClose }: { readonly result: MoveResult; readonly onClose: () => void }) {
  const { event, mistake, refused, moved, total } = result;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => takeFocusOver(place.current), []);
  return (
    <div ref={place} className="letter-result" tabIndex={-1} data-bad={mistake !== undefined || moved < total}>
      {sentencesOf(result).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {refused.map(({ why, count: stayed }) => (
        <p key={why}>
          {counted(stayed, "letter")} stayed: <bdi>{visibleText(why)}</bdi>
        </p>
      ))}
      {mistake !== undefined && <p role="alert">{visibleText(mistake)}</p>}
      {event && result.edited && <EditedRedrives id={event.id} label="The redriven copy" beside={false} />}
      <p className="compose-line">
        {event && (
          <>
            {!result.edited && <EventLink id={event.id} name="The event" />}
            <StoryLink correlationId={event.correlationId} />
          </>
        )}
        <button type="button" className="link" onClick={onClose}>
          Put away
        </button>
      </p>
    </div>
  );
}

/** What was pressed goes away with the letters that it was for. The list and the filter stay, and keep the focus. */
function takeFocusOver(place: HTMLElement | null): void {
  const root = place?.getRootNode();
  const focused: unknown = root && "activeElement" in root ? root.activeElement : undefined;
  const stays = isElement(focused) && (!focused.closest(".letters") || focused.matches("[role=listbox], .letter-filter"));
  const elsewhere = !isElement(focused) && place?.ownerDocument.activeElement !== place?.ownerDocument.body;
  if (!stays && !elsewhere) place?.focus();
}

function sentencesOf({ kind, total, moved, edited, gone, left, more, others, mistake }: MoveResult): readonly string[] {
  const whole = kind === "discard" ? "discarded" : edited ? "put back with its new payload, and not as it was" : "put back into the queue";
  return [
    mistake !== undefined && total === 0 ? "" : `${count(moved)} of ${counted(total, "letter")} ${moved === 1 ? "was" : "were"} ${whole}.`,
    gone > 0 ? `${counted(gone, "letter")} had been moved by somebody else before.` : "",
    left > 0 ? `${counted(left, "letter")} ${left === 1 ? "was" : "were"} not come to.` : "",
    others > 0 ? `${counted(others, "letter")} stayed for other reasons.` : "",
    more ? "There are more: do it once more for those." : "",
  ].filter((sentence) => sentence !== "");
}
