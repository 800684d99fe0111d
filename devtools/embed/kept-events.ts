import type { PanelModel } from "../model/index.ts";
import { keptKey } from "../model/replay/reload-place.ts";
import type { Target } from "../target/index.ts";

/**
 * Most events and most characters of them that a reload carries over for each bus; older ones are left out, and a notice says how many. Browsers give a page
 * about five million characters in a tab's storage, and the application may want some of them.
 */
const maxKeptEvents = 5_000;
const maxCharacters = 1_500_000;

const keyOf = ({ name }: Target) => `eventdeck.events.${name}`;

interface Kept {
  readonly dropped: number;
  readonly lines: readonly string[];
}

/**
 * Carries the recorded events of this page's buses across its reloads: what was recorded is appended to the history of the bus that has the same name
 * afterwards, and handled by nobody. Returns what ends it.
 */
export function keepEvents(panel: PanelModel, view: Window): () => void {
  const storage = storageOf(view);
  if (!storage) {
    panel.notify("This page may store nothing, so its events will not survive a reload.");
    return () => {};
  }
  const met = new WeakSet<Target>();
  const here = () => panel.state.targets.filter(({ where }) => where === "page");
  const meet = () => {
    for (const target of here()) {
      if (met.has(target)) continue;
      met.add(target);
      void bringBack(target, storage, panel);
    }
  };
  // What happens in the promises of this page still happens before it goes; a task of its own would not.
  const leave = () => {
    // Written by "Reload and replay", which brings the events back by itself.
    if (storage.getItem(keptKey) !== null) return;
    for (const target of here()) void keep(target, storage);
  };
  view.addEventListener("pagehide", leave);
  const end = panel.subscribe(meet);
  meet();
  return () => {
    view.removeEventListener("pagehide", leave);
    end();
  };
}

async function keep(target: Target, storage: Storage): Promise<void> {
  const { firstPosition, lastPosition } = target.log;
  const from = Math.max(firstPosition, lastPosition - maxKeptEvents + 1);
  const lines: string[] = [];
  for (let next: number | undefined = from; next !== undefined && next <= lastPosition;) {
    const part = await target.sessions.part({ from, to: lastPosition }, next);
    lines.push(...part.lines);
    ({ next } = part);
  }
  const kept = newestThatFit(lines);
  const header = JSON.stringify({ dropped: from - firstPosition + lines.length - kept.length });
  try {
    if (kept.length === 0) storage.removeItem(keyOf(target));
    else storage.setItem(keyOf(target), [header, ...kept].join("\n"));
  } catch {
    // Nobody is left to tell: the storage is full of something else, and the next page starts without these events.
    storage.removeItem(keyOf(target));
  }
}

function newestThatFit(lines: readonly string[]): readonly string[] {
  let first = lines.length;
  for (let characters = 0; first > 0; first -= 1) {
    characters += (lines[first - 1]?.length ?? 0) + 1;
    if (characters > maxCharacters) break;
  }
  return lines.slice(first);
}

/** Once: a page that is loaded again without having kept anything starts anew. */
async function bringBack(target: Target, storage: Storage, panel: PanelModel): Promise<void> {
  const kept = parse(storage.getItem(keyOf(target)));
  storage.removeItem(keyOf(target));
  if (!kept) return;
  try {
    const { added } = await target.sessions.import(kept.lines);
    if (kept.dropped > 0) panel.notify(`${added} events of ${target.name} were kept across the reload; ${kept.dropped} older ones were too many.`);
  } catch (error) {
    panel.notify(`The events of ${target.name} were not kept across the reload: ${String(error)}`);
  }
}

function parse(text: string | null): Kept | undefined {
  const [header = "", ...lines] = text?.split("\n") ?? [];
  const dropped = Number(/^\{"dropped":(\d+)\}$/.exec(header)?.[1]);
  return Number.isNaN(dropped) || lines.length === 0 ? undefined : { dropped, lines };
}

// Reading the property alone throws where a page may store nothing.
function storageOf(view: Window): Storage | undefined {
  try {
    return view.sessionStorage;
  } catch {
    return undefined;
  }
}
