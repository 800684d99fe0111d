import { composeForm, type ComposeForm, type InputIssue } from "../../model/index.ts";
import { JsonEditor } from "./json-editor.tsx";
import { SchemaForm } from "./schema-form.tsx";

interface ModesProps {
  readonly form: ComposeForm;
  readonly onMode: (mode: ComposeForm["mode"]) => void;
}

/** Switches between the form of a definition and JSON. */
export function PayloadModes({ form, onMode }: ModesProps) {
  const noForm = form.schema ? (form.jsonMistake ? "Mend the JSON first" : undefined) : "There is no JSON Schema for this type, so that it is written as JSON";
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

interface EditorProps {
  readonly form: ComposeForm;
  readonly issues: readonly InputIssue[];
  readonly change: (how: (form: ComposeForm) => ComposeForm) => void;
}

/** A payload in the mode that is chosen. */
export function PayloadEditor({ form, issues, change }: EditorProps) {
  if (form.mode === "form") return <SchemaForm form={form} issues={issues} change={change} />;
  return (
    <JsonEditor
      label="Payload as JSON"
      text={form.json}
      mistake={form.jsonMistake}
      issues={form.jsonMistake ? [] : issues}
      kept={form.kept.length}
      onText={(text) => change((now) => composeForm.typeJson(now, text))}
      onFormat={() => change(composeForm.formatJson)}
    />
  );
}
