import { useRef, useState, type ReactNode } from "react";
import { usePanel } from "../panel-context.ts";
import { LaterSessionChoice } from "../later-views.ts";

/** Asks for a session file as dropping one does. `chooser` is to be put anywhere in what the component returns. */
export function useSessionFile(): { readonly open: () => void; readonly owner: () => Document; readonly chooser: ReactNode } {
  const { panel, deck } = usePanel();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const chooser = (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".jsonl,.ndjson,.json,.txt"
        aria-label="Session file"
        onChange={(event) => {
          setFile(event.target.files?.[0]);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
      {file && <LaterSessionChoice panel={panel} deck={deck} file={file} onClose={() => setFile(undefined)} />}
    </>
  );
  return { open: () => input.current?.click(), owner: () => input.current?.ownerDocument ?? document, chooser };
}
