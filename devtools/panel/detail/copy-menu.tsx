import { useState } from "react";
import type { HistoryEntry } from "eventdeck";
import { errorText, eventCode, type PayloadState, visibleText, writeClipboard, writeJson, type DeckModel, type Work } from "../../model/index.ts";
import { copyText } from "../clipboard.ts";
import { seldomIcons } from "../seldom-icons.tsx";
import { Menu } from "../menu/menu.tsx";

interface CopyMenuProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
  readonly payload: PayloadState;
}

/** All the forms that an event can be taken away in. */
export function CopyMenu({ deck, entry, payload }: CopyMenuProps) {
  const [said, setSaid] = useState("");
  const [near, setNear] = useState<HTMLSpanElement | null>(null);
  const { event, position } = entry;
  const put = (what: string, text: string | Work<string>) => {
    if (!near) return;
    copyText(near, text).then(
      () => setSaid(`Copied ${what}`),
      (error: unknown) => setSaid(`Could not copy ${what}: ${errorText(error)}`),
    );
  };
  const ready = payload.status === "ready" ? payload : undefined;
  const needsPayload = { disabled: !ready, hint: ready ? undefined : "no payload" };
  const code = async () => {
    const kinds = await deck.target.compose.kinds();
    return eventCode({ ...event, payload: ready?.payload.value }, { kind: kinds.find(({ type }) => type === event.type) });
  };
  const line = async () => (await deck.target.sessions.part({ positions: [position] }, position)).lines.join("\n");
  const later = (what: string, text: () => Promise<string>) => {
    text().then(
      (made) => put(what, made),
      (error: unknown) => setSaid(`Could not copy ${what}: ${errorText(error)}`),
    );
  };
  return (
    <span ref={setNear} className="copy-menu">
      <Menu
        label={`Copy ${visibleText(event.type)}`}
        icon={seldomIcons.copy}
        text="Copy"
        items={[
          { label: "Copy payload", ...needsPayload, onSelect: () => put("the payload", writeClipboard(ready?.payload.value)) },
          { label: "Copy payload as JSON", ...needsPayload, onSelect: () => put("the payload as JSON", writeJson(ready?.payload.value)) },
          { label: "Copy as code", ...needsPayload, hint: needsPayload.hint ?? "bus.emit(…)", onSelect: () => later("the code", code) },
          { label: "Copy as session line", hint: "CloudEvents JSON", onSelect: () => later("the session line", line) },
          { label: "Copy id", separator: true, onSelect: () => put("the id", event.id) },
          { label: "Copy type", onSelect: () => put("the type", event.type) },
        ]}
      />
      <span className="hidden-label" role="status">
        {said}
      </span>
    </span>
  );
}
