import { useMemo, useRef } from "react";
import { formatTime, Held, type LetterShown, type OpenedLetter, visibleText } from "../../model/index.ts";
import { ValueTree } from "../detail/value-tree.tsx";
import { icons } from "../icons.tsx";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";
import { ErrorView } from "../why/stack-view.tsx";
import { EditedRedrives } from "./edited-redrives.tsx";
import { EventLink, StoryLink } from "./letter-links.tsx";
import { focusList } from "./letter-list.tsx";
import type { LettersProps } from "./letters.tsx";

/** One dead letter in full. */
export function LetterDetail({ letters }: LettersProps) {
  const { opened } = useStore(letters);
  const place = useRef<HTMLElement>(null);
  if (!opened) return null;
  const { row } = opened;
  const close = () => {
    void letters.open(undefined);
    focusList(place.current);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it, wherever the focus is inside
    <section
      ref={place}
      className="letter"
      aria-label="Dead letter"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
    >
      <div className="compose-line">
        <h5 className="mono cut grow">{visibleText(row.type)}</h5>
        <button type="button" className="icon-button small" aria-label="Close the letter" onClick={close}>
          {icons.close}
        </button>
      </div>
      <OpenedView letters={letters} opened={opened} />
    </section>
  );
}

function OpenedView({ letters, opened }: LettersProps & { readonly opened: OpenedLetter }) {
  if (opened.status === "loading") return <p className="compose-note">Reading …</p>;
  if (opened.status === "gone") return <p className="compose-note">It is no dead letter any more: it was redriven or discarded.</p>;
  if (opened.status === "failed") {
    return (
      <p className="field-issue" role="alert">
        {visibleText(opened.message)}
      </p>
    );
  }
  return (
    <>
      <LetterActions letters={letters} opened={opened} />
      <LetterFacts letter={opened.letter} />
      <LetterContent letter={opened.letter} />
    </>
  );
}

interface LetterProps {
  readonly letter: Held<LetterShown>;
}

function LetterActions({ letters, opened }: LettersProps & { readonly opened: Extract<OpenedLetter, { readonly status: "ready" }> }) {
  const running = useStore(letters.moves).running !== undefined;
  const letter = opened.letter.value;
  const { id, event, hidden } = letter;
  const why = hidden ? "Some of it is hidden by a middleware: an edit would put what is shown in its place" : undefined;
  return (
    <div className="compose-line" role="toolbar" aria-label="Letter">
      <button
        type="button"
        className="button small primary"
        aria-disabled={running}
        onClick={() => void letters.moves.redrive({ id }, { id: event.id, correlationId: event.correlationId })}
      >
        Redrive
      </button>
      <button
        type="button"
        className="button small"
        aria-disabled={running}
        disabled={hidden}
        title={why}
        onClick={() => void letters.edit.open(opened.row, letter)}
      >
        Edit & redrive …
      </button>
      <button type="button" className="button small" aria-disabled={running} onClick={() => void letters.moves.askToDiscard({ id })}>
        Discard …
      </button>
    </div>
  );
}

function LetterFacts({ letter }: LetterProps) {
  const { event, reason, attempts, firstFailedAt, deadAt, redriven } = letter.value;
  const facts: readonly (readonly [string, string])[] = [
    ["Reason", reason],
    ["Attempts", count(attempts)],
    ["Published", formatTime(event.time)],
    ["First failed", formatTime(firstFailedAt)],
    ["Died", formatTime(deadAt)],
    ["Redriven before", redriven === 0 ? "never" : `${count(redriven)}×`],
    ["Event", event.id],
  ];
  return (
    <>
      <dl className="letter-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="mono">{visibleText(value)}</dd>
          </div>
        ))}
      </dl>
      <p className="compose-line letter-links">
        <EventLink id={event.id} name="In Events" />
        {event.causationId !== undefined && <EventLink id={event.causationId} name="Its cause" />}
        <StoryLink correlationId={event.correlationId} />
      </p>
      <EditedRedrives id={event.id} label="Edited redrives" beside />
    </>
  );
}

/** Longer ones are cut: nobody reads them, and they would push the payload out of sight. */
const mostMessage = 2_000;
const mostStack = 100_000;

function LetterContent({ letter }: LetterProps) {
  const { deck } = usePanel();
  const payload = useMemo(() => new Held<unknown>(letter.value.event.payload), [letter]);
  const error = useMemo(() => errorOf(letter.value), [letter]);
  return (
    <>
      {error && <ErrorView target={deck.target} error={error} />}
      {letter.value.hidden && (
        <p className="compose-note">A middleware hides some of it, here as in history: it can be redriven as it is, and not be edited.</p>
      )}
      <div className="letter-payload">
        <ValueTree value={payload} label="Payload" />
      </div>
    </>
  );
}

function errorOf({ error }: LetterShown): Error | undefined {
  if (!error) return undefined;
  const { name, message, stack } = error;
  const cut = message.length > mostMessage ? `${message.slice(0, mostMessage)} … and ${count(message.length - mostMessage)} more characters` : message;
  const made = new Error(cut);
  Object.defineProperty(made, "name", { value: name });
  Object.defineProperty(made, "stack", { value: stack?.slice(0, mostStack) });
  return made;
}
