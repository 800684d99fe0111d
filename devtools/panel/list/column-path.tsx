import { useState, type FormEvent } from "react";
import { addColumn } from "../../model/index.ts";
import { usePanel } from "../panel-context.ts";

/** Asks for the payload path of another column. */
export function ColumnPath({ onClose }: { readonly onClose: () => void }) {
  const { preferences } = usePanel().panel;
  const [path, setPath] = useState("payload.");
  const [wrong, setWrong] = useState(false);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (addColumn(preferences, path.trim())) onClose();
    else setWrong(true);
  };
  return (
    <form className="popover path-form" aria-label="A payload path as a column" onSubmit={onSubmit}>
      <label>
        Payload path
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for a moment ago
          autoFocus
          className="field mono"
          value={path}
          spellCheck={false}
          aria-invalid={wrong}
          onChange={(event) => setPath(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && (event.stopPropagation(), onClose())}
        />
      </label>
      {wrong && <p role="alert">Write it as payload.items[0].sku; each path once.</p>}
      <span className="popover-actions">
        <button type="submit" className="button primary">
          Add
        </button>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
      </span>
    </form>
  );
}
