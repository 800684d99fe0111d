import { absent, composeForm, type Field, numberIn, textIn } from "../../model/index.ts";
import type { FieldProps } from "./schema-form.tsx";

interface ControlProps extends Pick<FieldProps, "field" | "form" | "change"> {
  readonly id: string;
  readonly describedBy: string;
  readonly invalid: boolean;
}

/** What one value is edited with. */
export function FieldControl(props: ControlProps) {
  switch (props.field.control) {
    case "flag":
      return <Flag {...props} />;
    case "choice":
      return <Choice {...props} />;
    case "constant":
    case "nothing":
      return (
        <output id={props.id} className="field-fixed mono">
          {JSON.stringify(props.field.value) ?? "undefined"}
        </output>
      );
    default:
      return <Typed {...props} />;
  }
}

function Flag({ field, change, id, describedBy }: ControlProps) {
  return (
    <span className="check-line">
      <input
        id={id}
        type="checkbox"
        aria-describedby={describedBy}
        aria-label={field.free ? `Value of ${field.label}` : undefined}
        checked={field.value === true}
        onChange={(event) => change((form) => composeForm.put(form, field.path, event.target.checked))}
      />
      <span className="mono" aria-hidden="true">
        {String(field.value)}
      </span>
    </span>
  );
}

function Choice({ field, change, id, describedBy, invalid }: ControlProps) {
  const choices = field.choices ?? [];
  const texts = choices.map((choice) => (typeof choice === "string" ? choice : JSON.stringify(choice)));
  const chosen = choices.findIndex((choice) => JSON.stringify(choice) === JSON.stringify(field.value));
  const strange = field.value !== absent && chosen < 0;
  return (
    <select
      id={id}
      className="field-input"
      aria-label={field.free ? `Value of ${field.label}` : undefined}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      value={strange ? "strange" : chosen}
      onChange={({ target: { value } }) => {
        const index = Number(value);
        change((form) => composeForm.put(form, field.path, index < 0 ? absent : choices[index]));
      }}
    >
      {(!field.required || field.value === absent) && <option value={-1}>{field.required ? "Choose …" : "Not set"}</option>}
      {strange && <option value="strange">{JSON.stringify(field.value) ?? String(field.value)}</option>}
      {texts.map((text, index) => (
        <option key={text} value={index}>
          {text}
        </option>
      ))}
    </select>
  );
}

function Typed({ field, form, change, id, describedBy, invalid }: ControlProps) {
  const text = composeForm.shownText(form, field);
  const onText = (next: string) => change((old) => composeForm.typeInto(old, field, next));
  // Where the key is typed as well, it stands in a box of its own and labels nothing.
  const name = field.free ? `Value of ${field.label}` : undefined;
  const common = {
    id,
    "aria-label": name,
    value: text,
    "aria-describedby": describedBy,
    "aria-invalid": invalid,
    spellCheck: false,
    autoComplete: "off",
    placeholder: placeholderOf(field),
  };
  if (isLong(field, text)) {
    const rows = Math.min(14, Math.max(2, text.split("\n").length));
    return <textarea {...common} className="field-input field-area mono" rows={rows} onChange={(event) => onText(event.target.value)} />;
  }
  return (
    <span className="field-row">
      <input
        {...common}
        className="field-input mono"
        type="text"
        inputMode={field.control === "number" ? "decimal" : undefined}
        onChange={(event) => onText(event.target.value)}
      />
      <Fill field={field} onText={onText} />
    </span>
  );
}

/** What nobody wants to type by hand. */
function Fill({ field, onText }: { readonly field: Field; readonly onText: (text: string) => void }) {
  const format = field.control === "date" ? "date-time" : field.control === "text" ? textIn(field.schema, "format") : undefined;
  const make = format === undefined ? undefined : fills[format];
  return make ? (
    <button type="button" className="button small" aria-label={`${make.name} for ${field.label}`} onClick={() => onText(make.text())}>
      {make.name}
    </button>
  ) : null;
}

const fills: Readonly<Record<string, { readonly name: string; readonly text: () => string }>> = {
  "date-time": { name: "Now", text: () => new Date().toISOString() },
  date: { name: "Today", text: () => new Date().toISOString().slice(0, 10) },
  uuid: { name: "New", text: newUuid },
};

// `randomUUID` is there in secure contexts only.
function newUuid(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte, index) =>
    (index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, "0"),
  );
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10), hex.slice(10)].map((part) => part.join("")).join("-");
}

// A line of input takes line breaks out of a text.
function isLong({ control, schema }: Field, text: string): boolean {
  if (control === "json") return true;
  return control === "text" && (text.length > 80 || /[\n\r]/.test(text) || (numberIn(schema, "maxLength") ?? 0) > 200);
}

function placeholderOf({ control, schema }: Field): string | undefined {
  if (control === "json") return "JSON";
  if (control === "date") return "2026-05-01T12:00:00Z";
  if (control === "number") return boundsText(schema);
  return control === "text" ? textIn(schema, "format") : undefined;
}

function boundsText(schema: Field["schema"]): string | undefined {
  const least = numberIn(schema, "minimum") ?? numberIn(schema, "exclusiveMinimum");
  const most = numberIn(schema, "maximum") ?? numberIn(schema, "exclusiveMaximum");
  // Validators state the bounds of what a number can hold at all.
  const from = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
  const to = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  if (from === undefined && to === undefined) return undefined;
  return from === undefined ? `up to ${to}` : to === undefined ? `from ${from}` : `${from} to ${to}`;
}
