import { useEffect, useRef, type KeyboardEvent } from "react";
import { type ComposeState, formatTime, composeOf } from "../../model/index.ts";
import { ComposeEnvelopeFields } from "./compose-envelope.tsx";
import { ComposeFoot } from "./compose-foot.tsx";
import { ComposeType } from "./compose-type.tsx";
import { icons } from "../icons.tsx";
import { isElement } from "../is-element.ts";
import { usePanel } from "../panel-context.ts";
import { PayloadEditor, PayloadModes } from "./payload-modes.tsx";
import { useStore } from "../use-store.ts";

/** The drawer in which events are written by hand. It stands over the view, which stays usable beside it. */
export function ComposeDrawer() {
  const { deck } = usePanel();
  const { open } = useStore(composeOf(deck));
  return open ? <OpenDrawer /> : null;
}

function OpenDrawer() {
  const { deck } = usePanel();
  const state = useStore(composeOf(deck));
  const drawer = useRef<HTMLDivElement>(null);
  const close = () => composeOf(deck).close();
  useFocusInside(drawer);
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, repeat } = event;
    if (key === "Escape") close();
    // A key that is held down is one press.
    else if (key === "Enter" && (event.ctrlKey || event.metaKey)) void (!repeat && composeOf(deck).emit());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys of the whole drawer, wherever the focus is inside it
    <div ref={drawer} className="compose" role="dialog" aria-label="Compose an event" onKeyDown={onKeyDown}>
      <header className="compose-head">
        <div className="compose-line">
          <h2 className="grow">{state.draft.source ? "Edit & emit" : "Compose"}</h2>
          <button type="button" className="icon-button" aria-label="Close compose" title="Close (Esc)" onClick={close}>
            {icons.close}
          </button>
        </div>
        <ComposeType compose={composeOf(deck)} state={state} />
        <ComposeNotes state={state} />
        <ComposeTools state={state} />
      </header>
      <div className="compose-body">
        <PayloadEditor form={state.draft.form} issues={state.issues} change={(how) => composeOf(deck).change(how)} />
        <ComposeEnvelopeFields compose={composeOf(deck)} state={state} />
      </div>
      <ComposeFoot state={state} />
    </div>
  );
}

/** Takes the focus when the drawer opens, and gives it back when it closes. */
function useFocusInside(drawer: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = drawer.current;
    const root = element?.getRootNode();
    const before: unknown = root && "activeElement" in root ? root.activeElement : undefined;
    element?.querySelector("input")?.focus();
    return () => {
      if (isElement(before) && before.isConnected && "focus" in before && typeof before.focus === "function") before.focus();
    };
  }, [drawer]);
}

function ComposeNotes({ state: { draft, kind, replaced, notice } }: { readonly state: ComposeState }) {
  const { deck, panel } = usePanel();
  const { source } = draft;
  return (
    <>
      {kind?.description !== undefined && <p className="compose-note">{kind.description}</p>}
      {source && (
        <p className="compose-note">
          A copy of{" "}
          <button type="button" className="link" onClick={() => void panel.show({ position: source.position })}>
            #{source.position}
          </button>{" "}
          from {formatTime(source.recordedAt)}; the recorded event stays as it is.
        </p>
      )}
      <div role="status">
        {notice !== undefined && <p className="compose-note bad">{notice}</p>}
        {replaced && (
          <p className="compose-note">
            What you were writing ({replaced.type === "" ? "no type" : replaced.type}) made room.{" "}
            <button type="button" className="link" onClick={() => composeOf(deck).bringBack()}>
              Bring it back
            </button>
          </p>
        )}
      </div>
    </>
  );
}

function ComposeTools({ state: { draft, kind } }: { readonly state: ComposeState }) {
  const { deck } = usePanel();
  return (
    <div className="compose-line" role="toolbar" aria-label="Payload">
      <PayloadModes form={draft.form} onMode={(mode) => composeOf(deck).show(mode)} />
      <span className="grow" />
      <button type="button" className="button small" onClick={() => composeOf(deck).blank()}>
        Blank
      </button>
      <button
        type="button"
        className="button small"
        disabled={!kind?.inputSchema}
        title={kind?.inputSchema ? "Fill in sensible values" : "Without a JSON Schema nothing is known of the payload"}
        onClick={() => composeOf(deck).sample()}
      >
        {draft.seed === 0 ? "Sample" : "Another sample"}
      </button>
    </div>
  );
}
