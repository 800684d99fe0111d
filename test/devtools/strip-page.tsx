import { useState } from "react";
import { createRoot } from "react-dom/client";
import type { Undelivered } from "eventdeck";
import { onTestFinished } from "vitest";
import { createStrip, type StripModel, type StripSpan } from "../../devtools/model/index.ts";
import type { Playhead, ScrubTo } from "../../devtools/panel/strip/strip-playhead.tsx";
import { StripView } from "../../devtools/panel/strip/strip-view.tsx";
import { sheetFor } from "../../devtools/panel/styles/sheet.ts";
import { whole } from "../../devtools/panel/styles/whole.ts";
import { writtenLog, type WrittenLog } from "./strip-log.ts";

/** What has been asked of the strip's surroundings, newest last. */
export interface Asked {
  readonly selected: number[];
  readonly opened: number[];
  readonly attempted: Undelivered[];
  readonly scrubbed: ScrubTo[];
  readonly only: StripSpan[];
}

export interface StripPage {
  readonly strip: StripModel;
  readonly log: WrittenLog;
  readonly asked: Asked;
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
}

/** Shows a strip by itself, 800 pixels wide, until the test ends. */
export function showStrip(write: (log: WrittenLog) => void, { expanded = false, letters = true } = {}): StripPage {
  const log = writtenLog();
  write(log);
  const strip = createStrip(log);
  const asked: Asked = { selected: [], opened: [], attempted: [], scrubbed: [], only: [] };
  const host = document.body.appendChild(document.createElement("div"));
  Object.assign(host.style, { width: "800px", height: "300px", colorScheme: "light" });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheetFor(document, whole)];
  const react = createRoot(root.appendChild(document.createElement("div")));
  react.render(<Stage strip={strip} asked={asked} initiallyExpanded={expanded} letters={letters} />);
  const disconnect = strip.connect();
  onTestFinished(() => {
    disconnect();
    react.unmount();
    host.remove();
  });
  return { strip, log, asked, host, root };
}

interface StageProps {
  readonly strip: StripModel;
  readonly asked: Asked;
  readonly initiallyExpanded: boolean;
  readonly letters: boolean;
}

function Stage({ strip, asked, initiallyExpanded, letters }: StageProps) {
  const [expanded, setExpanded] = useState(initiallyExpanded);
  const [selected, setSelected] = useState<number>();
  const [playhead, setPlayhead] = useState<Playhead>({ at: "live", mode: "live" });
  return (
    <main className="deck" style={{ height: 300 }}>
      <StripView
        strip={strip}
        expanded={expanded}
        marks={{ selected }}
        playhead={playhead}
        letters={letters}
        onSelect={(position) => {
          asked.selected.push(position);
          setSelected(position);
        }}
        onOpen={(position) => asked.opened.push(position)}
        onAttempt={(attempt) => asked.attempted.push(attempt)}
        onScrub={(to) => {
          asked.scrubbed.push(to);
          setPlayhead({ at: to, mode: to === "live" ? "live" : "look" });
        }}
        onOnly={(span) => asked.only.push(span)}
        onExpand={setExpanded}
        onCollapseIdle={(on) => strip.collapseIdle(on)}
        onByContext={(on) => strip.groupByContext(on)}
      />
    </main>
  );
}
