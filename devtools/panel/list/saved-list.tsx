import { useEffect, useRef, useState, type FormEvent } from "react";
import { deleteFilter, recentFilters, renameFilter, type SavedFilter, savedFilters, saveFilter } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { seldomIcons } from "../seldom-icons.tsx";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

/** The list of them: to apply, to save what is written now, to rename and to delete. */
export function SavedList({ onClose }: { readonly onClose: (refocus: boolean) => void }) {
  const { panel, deck } = usePanel();
  const { preferences } = panel;
  useStore(preferences);
  const { text } = useStore(deck.events);
  const list = useRef<HTMLDivElement>(null);
  // With nothing in it yet it takes the focus itself, so that Escape closes it.
  useEffect(() => (list.current?.querySelector<HTMLElement>("input, button") ?? list.current)?.focus(), []);
  const saved = savedFilters(preferences);
  const recent = recentFilters(preferences).filter((each) => each !== text.trim());
  const apply = (filter: string) => {
    deck.events.filter(filter);
    onClose(true);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it, wherever the focus is inside
    <div
      ref={list}
      className="popover saved-list"
      role="dialog"
      aria-label="Saved filters"
      tabIndex={-1}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") onClose(true);
      }}
    >
      {text.trim() !== "" && <SaveForm onSave={(name) => saveFilter(preferences, { name, text })} />}
      {saved.length > 0 && (
        <ul aria-label="Saved">
          {saved.map((filter) => (
            <Saved key={filter.name} filter={filter} onApply={() => apply(filter.text)} />
          ))}
        </ul>
      )}
      {recent.length > 0 && (
        <>
          <h3>Recent</h3>
          <ul aria-label="Recent">
            {recent.map((filter) => (
              <li key={filter}>
                <button type="button" className="saved-apply mono cut" title={filter} onClick={() => apply(filter)}>
                  {filter}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {saved.length === 0 && recent.length === 0 && text.trim() === "" && <p className="muted">Write a filter, and save it here under a name.</p>}
    </div>
  );
}

function SaveForm({ onSave }: { readonly onSave: (name: string) => void }) {
  const [name, setName] = useState("");
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    onSave(name);
    setName("");
  };
  return (
    <form className="save-form" onSubmit={onSubmit}>
      <input
        className="field"
        value={name}
        onChange={(event) => setName(event.target.value)}
        placeholder="Name for this filter"
        aria-label="Name for this filter"
      />
      <button type="submit" className="button" disabled={name.trim() === ""}>
        Save
      </button>
    </form>
  );
}

function Saved({ filter, onApply }: { readonly filter: SavedFilter; readonly onApply: () => void }) {
  const { preferences } = usePanel().panel;
  const [renaming, setRenaming] = useState<string>();
  const { name, text } = filter;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    renameFilter(preferences, name, renaming ?? name);
    setRenaming(undefined);
  };
  if (renaming !== undefined) {
    return (
      <li>
        <form className="save-form" onSubmit={onSubmit}>
          {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- it was asked for a moment ago */}
          <input autoFocus className="field" value={renaming} onChange={(event) => setRenaming(event.target.value)} aria-label={`New name for ${name}`} />
          <button type="submit" className="button">
            Rename
          </button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <button type="button" className="saved-apply" title={text} onClick={onApply}>
        <span className="cut">{name}</span>
        <span className="mono muted cut">{text}</span>
      </button>
      <button type="button" className="icon-button" aria-label={`Rename ${name}`} title="Rename" onClick={() => setRenaming(name)}>
        {seldomIcons.rename}
      </button>
      <button type="button" className="icon-button" aria-label={`Delete ${name}`} title="Delete" onClick={() => deleteFilter(preferences, name)}>
        {icons.close}
      </button>
    </li>
  );
}
