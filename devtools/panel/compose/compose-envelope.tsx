import { useId } from "react";
import type { ComposeEnvelope, ComposeModel, ComposeState, HeaderKind, HeaderRow } from "../../model/index.ts";
import { icons } from "../icons.tsx";

interface EnvelopeProps {
  readonly compose: ComposeModel;
  readonly state: ComposeState;
}

const texts = [
  { name: "topic", label: "Topic", hint: "from the definition, else the type" },
  { name: "subject", label: "Subject", hint: "" },
  { name: "partitionKey", label: "Partition key", hint: "" },
  { name: "ttlMs", label: "Time to live", hint: "ms, for ever" },
  { name: "delayMs", label: "Delay", hint: "ms, none" },
] as const;

/** Everything that an event is sent with beside its payload. */
export function ComposeEnvelopeFields({ compose, state }: EnvelopeProps) {
  const { envelope } = state.draft;
  return (
    <details className="compose-envelope" open={state.mistakes.length > 0 || undefined}>
      <summary>
        Envelope <span className="muted">{summaryOf(envelope)}</span>
      </summary>
      <div className="envelope-grid">
        <Priority compose={compose} state={state} />
        {texts.map(({ name, label, hint }) => (
          <EnvelopeText
            key={name}
            label={label}
            hint={hint}
            value={envelope[name]}
            mistake={state.mistakes.find(({ field }) => field === name)?.message}
            onText={(text) => compose.setEnvelope({ [name]: text })}
          />
        ))}
      </div>
      {state.draft.source && <Correlation compose={compose} state={state} />}
      <Headers compose={compose} state={state} />
    </details>
  );
}

function summaryOf({ priority, topic, subject, partitionKey, ttlMs, delayMs, headers, correlation }: ComposeEnvelope): string {
  const parts = [
    priority,
    topic && `topic ${topic}`,
    subject && `subject ${subject}`,
    partitionKey && `key ${partitionKey}`,
    ttlMs && `lives ${ttlMs} ms`,
    delayMs && `after ${delayMs} ms`,
    correlation === "original" && "linked to the original",
    headers.length > 0 && `${headers.length} ${headers.length === 1 ? "header" : "headers"}`,
  ];
  return parts.filter(Boolean).join(" · ") || "as the definition says";
}

function Priority({ compose, state: { draft, kind } }: EnvelopeProps) {
  const id = useId();
  return (
    <div className="form-field">
      <label className="field-label" htmlFor={id}>
        Priority
      </label>
      <select
        id={id}
        className="field-input"
        value={draft.envelope.priority}
        onChange={(event) => compose.setEnvelope({ priority: priorityOf(event.target.value) })}
      >
        <option value="">{kind?.priority ?? "normal"}, by definition</option>
        <option value="immediate">immediate</option>
        <option value="normal">normal</option>
        <option value="deferred">deferred</option>
      </select>
    </div>
  );
}

function priorityOf(value: string): ComposeEnvelope["priority"] {
  return value === "immediate" || value === "normal" || value === "deferred" ? value : "";
}

interface EnvelopeTextProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly mistake: string | undefined;
  readonly onText: (text: string) => void;
}

function EnvelopeText({ label, hint, value, mistake, onText }: EnvelopeTextProps) {
  const id = useId();
  return (
    <div className="form-field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="field-input mono"
        value={value}
        placeholder={hint}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={mistake !== undefined}
        aria-describedby={`${id}-mistake`}
        onChange={(event) => onText(event.target.value)}
      />
      <span id={`${id}-mistake`} className="field-issue">
        {mistake}
      </span>
    </div>
  );
}

function Correlation({ compose, state: { draft } }: EnvelopeProps) {
  const id = useId();
  return (
    <fieldset className="compose-correlation">
      <legend className="field-label">Correlation</legend>
      <label className="check-line">
        <input type="radio" name={id} checked={draft.envelope.correlation === "original"} onChange={() => compose.setEnvelope({ correlation: "original" })} />{" "}
        of the original, which becomes its cause
      </label>
      <label className="check-line">
        <input type="radio" name={id} checked={draft.envelope.correlation === "new"} onChange={() => compose.setEnvelope({ correlation: "new" })} /> new
      </label>
    </fieldset>
  );
}

function Headers({ compose, state: { draft, mistakes } }: EnvelopeProps) {
  const { headers } = draft.envelope;
  const set = (index: number, change: Partial<HeaderRow>) =>
    compose.setEnvelope({ headers: headers.map((row, each) => (each === index ? { ...row, ...change } : row)) });
  return (
    <div className="compose-headers" role="group" aria-label="Headers">
      <span className="field-label">Headers</span>
      {headers.map((row, index) => (
        <div key={index} className="header-row">
          <input
            className="field-input mono"
            aria-label={`Header ${index + 1} name`}
            placeholder="name"
            value={row.key}
            onChange={(event) => set(index, { key: event.target.value })}
          />
          <input
            className="field-input mono"
            aria-label={`Header ${index + 1} value`}
            placeholder="value"
            value={row.text}
            onChange={(event) => set(index, { text: event.target.value })}
          />
          <select
            className="field-branch"
            aria-label={`Header ${index + 1} kind`}
            value={row.kind}
            onChange={(event) => set(index, { kind: kindOf(event.target.value) })}
          >
            <option value="text">text</option>
            <option value="number">number</option>
            <option value="flag">true/false</option>
          </select>
          <button
            type="button"
            className="icon-button small"
            aria-label={`Remove header ${index + 1}`}
            onClick={() => compose.setEnvelope({ headers: headers.filter((_, each) => each !== index) })}
          >
            {icons.close}
          </button>
          <span className="field-issue">{mistakes.find(({ field }) => field === `header ${index}`)?.message}</span>
        </div>
      ))}
      <button type="button" className="button small" onClick={() => compose.setEnvelope({ headers: [...headers, { key: "", text: "", kind: "text" }] })}>
        Add header
      </button>
    </div>
  );
}

function kindOf(value: string): HeaderKind {
  return value === "number" || value === "flag" ? value : "text";
}
