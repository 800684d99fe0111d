import { useId, useState, type KeyboardEvent } from "react";
import type { ComposeModel, ComposeState, Kind } from "../../model/index.ts";

const mostShown = 200;

/** The type of the event: any word, with those that are defined or were seen to choose from. */
export function ComposeType({ compose, state: { kinds, draft } }: { readonly compose: ComposeModel; readonly state: ComposeState }) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(-1);
  const open = typed !== undefined;
  const found = open ? matching(kinds, typed === draft.type ? "" : typed).slice(0, mostShown) : [];
  const choose = (type: string) => {
    setTyped(undefined);
    setActive(-1);
    if (type !== draft.type && type !== "") compose.choose(type);
  };
  const moveTo = (row: number) => {
    if (!open) setTyped(draft.type);
    setActive(Math.max(0, row));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown") moveTo(Math.min(found.length - 1, active + 1));
    else if (event.key === "ArrowUp") moveTo(active - 1);
    else if (event.key === "Enter" && open) choose(found[active]?.type ?? typed);
    else if (event.key === "Escape" && open) setTyped(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="compose-type">
      <input
        className="field-input mono"
        role="combobox"
        aria-label="Type"
        aria-expanded={open && found.length > 0}
        aria-controls={`${id}-types`}
        aria-autocomplete="list"
        aria-activedescendant={open && found[active] ? `${id}-${active}` : undefined}
        placeholder="Type, such as cart.item-added"
        value={typed ?? draft.type}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(-1);
        }}
        onClick={() => setTyped((old) => old ?? draft.type)}
        onBlur={() => choose(typed ?? draft.type)}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-types`} className="compose-types" role="listbox" aria-label="Types" hidden={!open || found.length === 0}>
        {found.map((kind, index) => (
          <TypeOption key={kind.type} id={`${id}-${index}`} kind={kind} active={index === active} onChoose={() => choose(kind.type)} />
        ))}
      </div>
    </div>
  );
}

interface TypeOptionProps {
  readonly id: string;
  readonly kind: Kind;
  readonly active: boolean;
  readonly onChoose: () => void;
}

function TypeOption({ id, kind: { type, description, registered }, active, onChoose }: TypeOptionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the box's, which keeps the focus
    <div
      id={id}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: "nearest" });
      }}
      className="compose-option"
      role="option"
      tabIndex={-1}
      aria-selected={active}
      // Before the box loses the focus, which would close the list.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="mono">{type}</span>
      <span className="muted cut">{registered ? description : "seen, not defined"}</span>
    </div>
  );
}

function matching(kinds: readonly Kind[], typed: string): readonly Kind[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return kinds.filter(({ type, description = "" }) => {
    const text = `${type} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
