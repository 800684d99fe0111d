import { useId, useRef, useState, type KeyboardEvent } from "react";
import type { InputIssue } from "../../model/index.ts";
import { pathText } from "../../model/index.ts";

interface JsonEditorProps {
  readonly label: string;
  readonly text: string;
  readonly mistake: { readonly message: string; readonly line: number; readonly column: number; readonly index: number } | undefined;
  readonly issues: readonly InputIssue[];
  /** How many values stand in the text by number. */
  readonly kept: number;
  readonly onText: (text: string) => void;
  readonly onFormat: () => void;
}

/** A payload as JSON. Tab leaves it, unless it was asked to indent. */
export function JsonEditor({ label, text, mistake, issues, kept, onText, onFormat }: JsonEditorProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [indents, setIndents] = useState(false);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const edit = event.key === "Enter" ? newLine : event.key === "Tab" && indents ? (event.shiftKey ? outdented : indented) : undefined;
    if (!edit) return;
    event.preventDefault();
    const { value, from, to } = edit(event.currentTarget.value, event.currentTarget.selectionStart, event.currentTarget.selectionEnd);
    onText(value);
    const element = event.currentTarget;
    // After the new text is in: React would put the caret at its end.
    queueMicrotask(() => element.setSelectionRange(from, to));
  };
  const show = (index: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(index, index + 1);
  };
  return (
    <div className="json-editor">
      <div className="compose-line json-state">
        <div id={`${id}-state`} className="grow" role="status">
          {mistake ? (
            <button type="button" className="link bad" onClick={() => show(mistake.index)}>
              Line {mistake.line}, column {mistake.column}: {mistake.message}
            </button>
          ) : (
            issues.map(({ message, path }) => (
              <p key={`${pathText(path)} ${message}`} className="field-issue">
                {path.length > 0 && <span className="mono">{pathText(path)}: </span>}
                {message}
              </p>
            ))
          )}
          {kept > 0 && !mistake && (
            <p className="field-help">
              {kept === 1 ? "One value" : `${kept} values`} that no text can carry stay as they are, as {'{ "$kept": … }'}.
            </p>
          )}
        </div>
        <label className="check-line">
          <input type="checkbox" checked={indents} onChange={(event) => setIndents(event.target.checked)} /> Tab indents
        </label>
        <button type="button" className="button small" disabled={mistake !== undefined} onClick={onFormat}>
          Format
        </button>
      </div>
      <textarea
        ref={area}
        className="json-text mono"
        aria-label={label}
        aria-invalid={mistake !== undefined || issues.length > 0}
        aria-describedby={`${id}-state`}
        value={text}
        rows={Math.min(30, Math.max(8, text.split("\n").length + 1))}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

interface Edited {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

const step = "  ";

/** A line as deep as the one before, one deeper after an opening bracket. */
function newLine(text: string, from: number, to: number): Edited {
  const line = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  const depth = /^\s*/.exec(line)?.[0] ?? "";
  const opens = /[{[]\s*$/.test(line);
  const closes = /^[}\]]/.test(text.slice(to));
  const inserted = `\n${depth}${opens ? step : ""}`;
  const value = text.slice(0, from) + inserted + (opens && closes ? `\n${depth}` : "") + text.slice(to);
  return { value, from: from + inserted.length, to: from + inserted.length };
}

function indented(text: string, from: number, to: number): Edited {
  if (from === to) return { value: text.slice(0, from) + step + text.slice(to), from: from + step.length, to: from + step.length };
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const lines = text.slice(start, to).replaceAll(/^/gm, step);
  return { value: text.slice(0, start) + lines + text.slice(to), from: from + step.length, to: start + lines.length };
}

function outdented(text: string, from: number, to: number): Edited {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const lines = text.slice(start, to).replaceAll(/^ {1,2}/gm, "");
  const taken = to - start - lines.length;
  return { value: text.slice(0, start) + lines + text.slice(to), from: Math.max(start, from - step.length), to: Math.max(start, to - taken) };
}
