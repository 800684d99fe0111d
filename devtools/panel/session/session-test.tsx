import { useEffect, useId, useRef, useState } from "react";
import {
  type DeckModel,
  errorText,
  namesFor,
  type PanelModel,
  readTestSource,
  rememberedTestPlace,
  rememberTestPlace,
  type TestPlace,
  type TestSource,
  testText,
} from "../../model/index.ts";
import { CopyButton } from "../detail/copy-button.tsx";
import { counted } from "../numbers.ts";
import { SessionDialog } from "./session-dialog.tsx";
import { download } from "./session-download.ts";

export interface SessionTestProps {
  readonly panel: PanelModel;
  readonly deck: DeckModel;
  readonly positions: readonly number[];
}

/** A selection as a Vitest file: asks once where the application keeps its definitions, and shows what comes of it. */
export function SessionTest({ panel, deck, positions }: SessionTestProps) {
  const { preferences } = panel;
  const [place, setPlace] = useState<TestPlace>(() => rememberedTestPlace(preferences));
  const { source, failure } = useSource(deck, positions);
  const output = useRef<HTMLPreElement>(null);
  const close = () => deck.sessions.makeTest(undefined);
  const change = (part: Partial<TestPlace>) => {
    const next = { ...place, ...part };
    setPlace(next);
    rememberTestPlace(preferences, next);
  };
  const text = source ? testText(source, place) : "";
  return (
    <SessionDialog title={`A test from ${counted(positions.length, "selected event")}`} onClose={close}>
      <div className="session-fields">
        <Field
          label="Definitions from"
          value={place.definitionsFrom}
          placeholder="../src/events.ts"
          onChange={(definitionsFrom) => change({ definitionsFrom })}
        />
        <Field label="Setup function" value={place.setupName} placeholder="subscribes the handlers to a bus" onChange={(setupName) => change({ setupName })} />
        <Field label="Setup from" value={place.setupFrom} placeholder="as the definitions" onChange={(setupFrom) => change({ setupFrom })} />
      </div>
      {source && (
        <details className="session-names">
          <summary>Names of the definitions</summary>
          <div className="session-fields">
            {Object.entries(namesFor(source, place.names)).map(([type, name]) => (
              <Field
                key={type}
                label={type}
                value={name}
                placeholder="none: a plain draft"
                onChange={(next) => change({ names: { ...place.names, [type]: next } })}
              />
            ))}
          </div>
        </details>
      )}
      <p className="session-mistake" role="alert">
        {failure}
      </p>
      {source?.limited !== undefined && <p className="muted">{source.limited}</p>}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls */}
      <pre ref={output} className="session-code mono" role="region" aria-label="The test" tabIndex={0}>
        {text}
      </pre>
      <div className="session-actions">
        <button
          type="button"
          className="button primary"
          disabled={!source}
          onClick={() => output.current && download(output.current.ownerDocument, `${deck.target.name}.test.ts`, new Blob([text], { type: "text/typescript" }))}
        >
          Download
        </button>
        <CopyButton what="the test" text={() => text} />
        <span className="grow" />
        <button type="button" className="button" onClick={close}>
          Close
        </button>
      </div>
    </SessionDialog>
  );
}

function useSource(deck: DeckModel, positions: readonly number[]): { readonly source?: TestSource; readonly failure?: string } {
  const [state, setState] = useState<{ readonly source?: TestSource; readonly failure?: string }>({});
  useEffect(() => {
    let wanted = true;
    readTestSource(deck.target, positions).then(
      (source) => wanted && setState({ source }),
      (error: unknown) => wanted && setState({ failure: `The events were not read: ${errorText(error)}` }),
    );
    return () => {
      wanted = false;
    };
  }, [deck, positions]);
  return state;
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onChange: (value: string) => void;
}

function Field({ label, value, placeholder, onChange }: FieldProps) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        className="session-input mono"
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}
