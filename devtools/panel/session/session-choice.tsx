import { useState } from "react";
import { appendSession, type DeckModel, importMistake, type PanelModel } from "../../model/index.ts";
import { counted } from "../numbers.ts";
import { SessionDialog } from "./session-dialog.tsx";

export interface SessionChoiceProps {
  readonly panel: PanelModel;
  /** Of the bus that a file may be appended to, if there is one. */
  readonly deck?: DeckModel;
  readonly file: File;
  readonly onClose: () => void;
}

/** Beside the buses, or into one of them. Without a bus there is nothing to ask. */
export function SessionChoice({ panel, deck, file, onClose }: SessionChoiceProps) {
  const [working, setWorking] = useState(false);
  const [mistake, setMistake] = useState<string>();
  const finish = async (work: () => Promise<string | undefined>) => {
    if (working) return;
    setWorking(true);
    setMistake(undefined);
    try {
      const notice = await work();
      if (notice !== undefined) panel.notify(notice);
      onClose();
    } catch (error) {
      setMistake(importMistake(error));
    }
    setWorking(false);
  };
  const open = () =>
    finish(async () => {
      await panel.importSession(file);
      return undefined;
    });
  const append = () =>
    finish(async () => {
      if (!deck) return undefined;
      const { added, kept } = await appendSession(deck.target, await file.text());
      const dropped = kept < added ? `; history keeps the newest ${counted(kept, "event")}` : "";
      return `${counted(added, "event")} of ${file.name} added to the history of ${deck.target.name}, delivered to nobody${dropped}.`;
    });
  return (
    <SessionDialog title={`Open ${file.name}`} onClose={onClose}>
      <p>Nothing of it is delivered to any handler.</p>
      <p className="session-mistake" role="alert">
        {mistake}
      </p>
      {/* Not `disabled` while it works, since a disabled button loses the focus, and the keys of the dialog with it. */}
      <div className="session-actions">
        <button type="button" className="button primary" aria-disabled={working} onClick={() => void open()}>
          Open beside the buses
        </button>
        {deck && deck.target.where !== "file" && (
          <button type="button" className="button" aria-disabled={working} onClick={() => void append()}>
            Add to the history of {deck.target.name}
          </button>
        )}
        <span className="grow" />
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </SessionDialog>
  );
}
