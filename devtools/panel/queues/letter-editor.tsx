import { useEffect, useRef, type KeyboardEvent } from "react";
import { visibleText } from "../../model/index.ts";
import { PayloadEditor, PayloadModes } from "../compose/payload-modes.tsx";
import { useStore } from "../use-store.ts";
import type { LettersProps } from "./letters.tsx";
import { focusList } from "./letter-list.tsx";

/** Another payload for a letter: only this one is put back, and the old one is a dead letter no more. */
export function LetterEditor({ letters: { edit } }: LettersProps) {
  const draft = useStore(edit);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  if (!draft) return null;
  const close = () => {
    edit.close();
    focusList(heading.current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, repeat } = event;
    if (key === "Escape") close();
    // A key that is held down is one press.
    else if (key === "Enter" && (event.ctrlKey || event.metaKey)) void (!repeat && edit.send());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the whole form, wherever the focus is inside
    <section className="letter" aria-label="Edit the letter" onKeyDown={onKeyDown}>
      <div className="compose-line">
        <h5 ref={heading} tabIndex={-1} className="mono cut grow">
          {visibleText(draft.type)}
        </h5>
        <PayloadModes form={draft.form} onMode={(mode) => edit.show(mode)} />
      </div>
      <p className="compose-note">
        Of event <span className="mono">{visibleText(draft.key.eventId)}</span>. What you write here goes back instead of it, with an id of its own.
      </p>
      <PayloadEditor form={draft.form} issues={draft.issues} change={(how) => edit.change(how)} />
      {draft.notice !== undefined && (
        <p className="field-issue" role="alert">
          {visibleText(draft.notice)}
        </p>
      )}
      <div className="compose-line">
        <button type="button" className="button small primary" aria-disabled={draft.sending} title="Redrive it (Ctrl+Enter)" onClick={() => void edit.send()}>
          {draft.sending ? "Redriving …" : "Redrive the edited one"}
        </button>
        <button type="button" className="button small" onClick={close}>
          Cancel
        </button>
      </div>
    </section>
  );
}
