import { useEffect, useRef, useState } from "react";
import type { DeckModel, PanelModel } from "../../model/index.ts";
import { LaterSessionChoice } from "../later-views.ts";
import { isElement } from "../is-element.ts";

interface SessionDropProps {
  readonly panel: PanelModel;
  /** Of the bus that a file may be appended to, if there is one. */
  readonly deck?: DeckModel;
}

/** Takes session files that are dropped on the panel it stands in, and asks what to do with them. */
export function SessionDrop({ panel, deck }: SessionDropProps) {
  const place = useRef<HTMLDivElement>(null);
  const [over, setOver] = useState(false);
  const [file, setFile] = useState<File>();
  useEffect(() => {
    const area = place.current?.closest<HTMLElement>(".deck");
    return area ? listen(area, setOver, setFile) : undefined;
  }, []);
  return (
    <>
      <div ref={place} className="session-drop" data-on={over} aria-hidden="true">
        {over && "Drop a session file to look at it"}
      </div>
      {file && <LaterSessionChoice panel={panel} deck={deck} file={file} onClose={() => setFile(undefined)} />}
    </>
  );
}

function listen(area: HTMLElement, setOver: (over: boolean) => void, take: (file: File) => void): () => void {
  const leave = new AbortController();
  const { signal } = leave;
  const onOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    // Otherwise the page's own drop areas take it, or the browser leaves the page for the file.
    event.preventDefault();
    event.stopPropagation();
    event.dataTransfer.dropEffect = "copy";
    setOver(true);
  };
  const onLeave = (event: DragEvent) => {
    const to = event.relatedTarget;
    if (!to || !("nodeType" in to) || !area.contains(isElement(event.relatedTarget) ? event.relatedTarget : null)) setOver(false);
  };
  const onDrop = (event: DragEvent) => {
    const file = event.dataTransfer?.files[0];
    setOver(false);
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    take(file);
  };
  area.addEventListener("dragenter", onOver, { signal });
  area.addEventListener("dragover", onOver, { signal });
  area.addEventListener("dragleave", onLeave, { signal });
  area.addEventListener("drop", onDrop, { signal });
  return () => leave.abort();
}
