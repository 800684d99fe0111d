import { useEffect, useImperativeHandle, useRef } from "react";
import type { DeadLetterGroup } from "eventdeck/queue";
import { formatTime, type LettersModel, queuesOf, visibleText } from "../../model/index.ts";
import { count, counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";
import { LetterDetail } from "./letter-detail.tsx";
import { LetterEditor } from "./letter-editor.tsx";
import { LetterList } from "./letter-list.tsx";
import { LetterMovesBar } from "./letter-moves-bar.tsx";

/** What a queue gave up: by group, as a list, and one of them in full. */
export function DeadLettersView({ queue }: { readonly queue: string }) {
  const { deck } = usePanel();
  const letters = queuesOf(deck).letters(queue);
  const { loaded, groups, opened, mistake } = useStore(letters);
  const draft = useStore(letters.edit);
  useEffect(() => void letters.refresh(), [letters]);
  const total = groups.reduce((sum, { count: held }) => sum + held, 0);
  const shown = loaded && total === 0 && mistake === undefined && !opened && !draft;
  return (
    <section className="letters" aria-label="Dead letters">
      <h4>Dead letters {total > 0 && <span className="muted">{counted(total, "letter")}</span>}</h4>
      <LetterMovesBar letters={letters} />
      {mistake !== undefined && (
        <p className="field-issue" role="alert">
          {visibleText(mistake)}
        </p>
      )}
      {shown ? (
        <p className="compose-note">No dead letters: everything that was handed out was dealt with, or waits for another attempt.</p>
      ) : (
        <>
          <LetterGroups letters={letters} total={total} />
          <LetterTools letters={letters} />
          <div className="letter-panes" data-open={opened !== undefined || draft !== undefined}>
            <LetterList letters={letters} />
            {draft ? <LetterEditor key={draft.key.id} letters={letters} /> : opened && <LetterDetail key={opened.row.id} letters={letters} />}
          </div>
        </>
      )}
    </section>
  );
}

export interface LettersProps {
  readonly letters: LettersModel;
}

const mostGroups = 100;

function LetterGroups({ letters, total }: LettersProps & { readonly total: number }) {
  const { groups, choice } = useStore(letters);
  return (
    <ul className="letter-groups" aria-label="Groups">
      <li>
        <button type="button" aria-pressed={choice.group === undefined} onClick={() => void letters.chooseGroup(undefined)}>
          All, {counted(total, "letter")}
        </button>
      </li>
      {groups.slice(0, mostGroups).map((each) => (
        <li key={each.group}>
          <button
            type="button"
            aria-pressed={choice.group === each.group}
            title={visibleText(each.group)}
            onClick={() => void letters.chooseGroup(choice.group === each.group ? undefined : each.group)}
          >
            <GroupText group={each} />
          </button>
        </li>
      ))}
      {groups.length > mostGroups && <li className="muted">and {counted(groups.length - mostGroups, "group")} more: narrow by the filter</li>}
    </ul>
  );
}

function GroupText({ group: { reason, message, count: held, firstAt, lastAt } }: { readonly group: DeadLetterGroup }) {
  return (
    <>
      <strong>{count(held)}</strong> <span className="letter-reason">{reason}</span> <bdi className="cut">{visibleText(message)}</bdi>{" "}
      <span className="muted number">{firstAt === lastAt ? timeOf(firstAt) : `${timeOf(firstAt)} to ${timeOf(lastAt)}`}</span>
    </>
  );
}

function timeOf(epochMs: number): string {
  return formatTime(epochMs).slice(0, 8);
}

/** The filter, and what can be done with all that it leaves. */
function LetterTools({ letters }: LettersProps) {
  const { filter } = usePanel();
  const { choice, groups, rows, more } = useStore(letters);
  const running = useStore(letters.moves).running !== undefined;
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(filter, () => ({ focus: () => input.current?.focus() }));
  const filtered = (choice.filter ?? "").trim() !== "";
  const narrowed = choice.group !== undefined || filtered;
  // Of those that a filter matches nobody knows how many there are before all have been looked at.
  const known = groups.reduce((sum, { group, count: held }) => (choice.group === undefined || choice.group === group ? sum + held : sum), 0);
  const what = `${narrowed ? "these" : "all"} ${filtered ? `${count(rows.length)}${more ? "+" : ""}` : count(known)}`;
  return (
    <div className="compose-line">
      <input
        ref={input}
        className="field-input letter-filter"
        type="search"
        aria-label="Filter dead letters"
        aria-keyshortcuts="/"
        placeholder="As in Events: type:order.* payload.sku:A-1"
        value={choice.filter ?? ""}
        spellCheck={false}
        onChange={(event) => void letters.filter(event.target.value)}
      />
      <span className="grow" />
      <button
        type="button"
        className="button small"
        disabled={rows.length === 0}
        aria-disabled={running}
        onClick={() => void letters.moves.redrive({ choice })}
      >
        Redrive {what}
      </button>
      <button
        type="button"
        className="button small"
        disabled={rows.length === 0}
        aria-disabled={running}
        onClick={() => void letters.moves.askToDiscard({ choice })}
      >
        Discard {what} …
      </button>
    </div>
  );
}
