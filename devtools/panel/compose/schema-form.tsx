import { useId, useState, type ReactNode } from "react";
import { absent, childrenOf, composeForm, type ComposeForm, type Field, type FieldContext, growsOf, type InputIssue, pathKey } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { count } from "../numbers.ts";
import { FieldControl } from "./schema-form-control.tsx";

export interface FormProps {
  readonly form: ComposeForm;
  readonly issues: readonly InputIssue[];
  readonly change: (how: (form: ComposeForm) => ComposeForm) => void;
}

/** A payload as a form made from its JSON Schema. */
export function SchemaForm(props: FormProps) {
  const fields = composeForm.fieldsOf(props.form);
  if (!fields) return null;
  return (
    <div className="form">
      <FieldView {...props} {...fields} />
    </div>
  );
}

export interface FieldProps extends FormProps {
  readonly field: Field;
  readonly context: FieldContext;
}

const groups = new Set(["object", "list"]);
/** An empty box says that there is no value; for the others a button does. */
const emptyIsAbsent = new Set(["number", "choice", "bigint", "date", "json"]);

function FieldView(props: FieldProps) {
  const { field } = props;
  if (field.value === absent && !emptyIsAbsent.has(field.control)) return <AbsentField {...props} />;
  return groups.has(field.control) ? <GroupField {...props} /> : <LeafField {...props} />;
}

function AbsentField({ field, issues, change }: FieldProps) {
  return (
    <div className="form-field">
      <div className="field-head">
        <span className="field-label muted">{field.label}</span>
        {!field.required && <span className="field-mark">optional</span>}
        <button type="button" className="link" aria-label={`Add ${field.label}`} onClick={() => change((form) => composeForm.bringIn(form, field))}>
          Add
        </button>
        <Fallback field={field} />
      </div>
      {field.help !== undefined && <p className="field-help">{field.help}</p>}
      <Issues issues={issuesUnder(issues, field)} />
    </div>
  );
}

function LeafField(props: FieldProps) {
  const { field, form, issues } = props;
  const id = useId();
  const mistake = form.texts.get(field.key)?.mistake;
  const own = issuesUnder(issues, field).filter(({ message }) => message !== mistake);
  return (
    <div className="form-field" data-item={field.item}>
      <FieldHead {...props} labelFor={id} />
      {field.mismatch !== undefined && (
        <p className="field-help">Holds another kind of value than the {field.mismatch} that is expected, and is edited as JSON.</p>
      )}
      <FieldControl {...props} id={id} describedBy={`${id}-help`} invalid={mistake !== undefined || own.length > 0} />
      <div id={`${id}-help`}>
        {field.help !== undefined && <p className="field-help">{field.help}</p>}
        {mistake !== undefined && <p className="field-issue">{mistake}</p>}
        <Issues issues={own} />
      </div>
    </div>
  );
}

const shownAtFirst = 50;

function GroupField(props: FieldProps) {
  const { field, context, issues, change } = props;
  const id = useId();
  const [most, setMost] = useState(shownAtFirst);
  const all = Array.isArray(field.value) ? field.value.length : 0;
  const children = childrenOf(field, context, most);
  const root = field.path.length === 0;
  return (
    <div className={root ? "field-root" : "form-field field-group"} role="group" aria-labelledby={id} data-item={field.item}>
      <div id={id} className={root && !field.branches ? "hidden-label" : undefined}>
        <FieldHead {...props} />
      </div>
      {!root && field.help !== undefined && <p className="field-help">{field.help}</p>}
      <Issues issues={issues.filter(({ path }) => pathKey(path) === field.key)} />
      <div className="field-children">
        {children.map((child) => (
          <FieldView key={child.key} {...props} field={child} />
        ))}
        {all > most && (
          <button type="button" className="link" onClick={() => setMost(most + 200)}>
            {count(all - most)} more items
          </button>
        )}
        {children.length === 0 && <p className="field-help">{field.control === "list" ? "No items." : "No members."}</p>}
        {growsOf(field, context.root) && (
          <button
            type="button"
            className="button small"
            aria-label={`Add to ${field.label}`}
            onClick={() => change((form) => composeForm.grow(form, field, freeName(field)))}
          >
            {field.control === "list" ? "Add item" : "Add key"}
          </button>
        )}
      </div>
    </div>
  );
}

function freeName({ value }: Field): string {
  const taken = new Set(typeof value === "object" && value !== null ? Object.keys(value) : []);
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? "key" : `key${number}`;
    if (!taken.has(name)) return name;
  }
}

function FieldHead({ field, change, labelFor }: FieldProps & { readonly labelFor?: string }) {
  const { label, branches } = field;
  const name: ReactNode = field.item ? `${label}.` : label;
  return (
    <div className="field-head">
      {field.free ? (
        <KeyName field={field} change={change} />
      ) : labelFor === undefined ? (
        <span className="field-label">{name}</span>
      ) : (
        <label className="field-label" htmlFor={labelFor}>
          {name}
        </label>
      )}
      {!field.required && !field.free && <span className="field-mark">optional</span>}
      {branches && (
        <select
          className="field-branch"
          aria-label={`Kind of ${label}`}
          value={branches.chosen}
          onChange={(event) => change((form) => composeForm.takeBranch(form, field, Number(event.target.value)))}
        >
          {branches.names.map((each, index) => (
            <option key={each} value={index}>
              {each}
            </option>
          ))}
        </select>
      )}
      <Fallback field={field} />
      <span className="grow" />
      <FieldActions field={field} change={change} />
    </div>
  );
}

function KeyName({ field, change }: Pick<FieldProps, "field" | "change">) {
  const [typed, setTyped] = useState<string>();
  const [taken, setTaken] = useState(false);
  const done = () => {
    if (typed === undefined) return;
    change((form) => {
      const renamed = composeForm.rename(form, field, typed);
      setTaken(renamed === "taken");
      return renamed === "taken" ? form : renamed;
    });
    setTyped(undefined);
  };
  return (
    <>
      <input
        className="field-key mono"
        aria-label={`Key ${field.label}`}
        aria-invalid={taken}
        value={typed ?? field.label}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === "Enter") done();
        }}
      />
      {taken && <span className="field-issue">That key is taken</span>}
    </>
  );
}

function FieldActions({ field, change }: Pick<FieldProps, "field" | "change">) {
  const removable = field.item || field.free || (!field.required && field.value !== absent && field.path.length > 0);
  const what = field.item ? `item ${field.label}` : field.label;
  return (
    <>
      {field.item && (
        <>
          <button
            type="button"
            className="icon-button small up"
            aria-label={`Move ${what} up`}
            disabled={field.label === "0"}
            onClick={() => change((form) => composeForm.move(form, field, -1))}
          >
            {icons.down}
          </button>
          <button
            type="button"
            className="icon-button small"
            aria-label={`Move ${what} down`}
            onClick={() => change((form) => composeForm.move(form, field, 1))}
          >
            {icons.down}
          </button>
        </>
      )}
      {removable && (
        <button
          type="button"
          className="icon-button small"
          aria-label={`Remove ${what}`}
          title="Remove"
          onClick={() => change((form) => composeForm.takeOut(form, field))}
        >
          {icons.close}
        </button>
      )}
    </>
  );
}

function Fallback({ field: { fallback, value } }: Pick<FieldProps, "field">) {
  return fallback === absent || value !== absent ? null : <span className="field-mark mono">else {JSON.stringify(fallback)}</span>;
}

function Issues({ issues }: { readonly issues: readonly InputIssue[] }) {
  return issues.map(({ message, path }) => (
    <p key={`${pathKey(path)} ${message}`} className="field-issue">
      {message}
    </p>
  ));
}

/** Of the field and of everything inside of it, for which there is no field. */
function issuesUnder(issues: readonly InputIssue[], { path }: Field): readonly InputIssue[] {
  return issues.filter((issue) => path.every((key, index) => issue.path[index] === key));
}
