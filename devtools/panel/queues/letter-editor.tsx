import { useEffect, useRef, type KeyboardEvent } from "react";
import { composeForm, type LetterDraft, visibleText } from "../../model/index.ts";
import { JsonEditor } from "../compose/json-editor.tsx";
import { SchemaForm } from "../compose/schema-form.tsx";
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
        <Modes draft={draft} onMode={(mode) => edit.show(mode)} />
      </div>
      <p className="compose-note">
        Of event <span className="mono">{visibleText(draft.key.eventId)}</span>. What you write here goes back instead of it, with an id of its own.
      </p>
      {draft.form.mode === "form" ? (
        <SchemaForm form={draft.form} issues={draft.issues} change={(how) => edit.change(how)} />
      ) : (
        <JsonEditor
          label="Payload as JSON"
          text={draft.form.json}
          mistake={draft.form.jsonMistake}
          issues={draft.form.jsonMistake ? [] : draft.issues}
          kept={draft.form.kept.length}
          onText={(text) => edit.change((form) => composeForm.typeJson(form, text))}
          onFormat={() => edit.change(composeForm.formatJson)}
        />
      )}
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

function Modes({ draft: { form }, onMode }: { readonly draft: LetterDraft; readonly onMode: (mode: "form" | "json") => void }) {
  const noForm = form.schema ? (form.jsonMistake ? "Mend the JSON first" : undefined) : "There is no JSON Schema for this type";
  return (
    <div className="compose-modes">
      {(["form", "json"] as const).map((mode) => (
        <button
          key={mode}
          type="button"
          className="tab"
          aria-pressed={form.mode === mode}
          disabled={mode === "form" && noForm !== undefined}
          title={mode === "form" ? noForm : undefined}
          onClick={() => onMode(mode)}
        >
          {mode === "form" ? "Form" : "JSON"}
        </button>
      ))}
    </div>
  );
}
