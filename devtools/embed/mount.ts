import { laterMistake } from "../model/later.ts";
import { isFlag, PanelModel, type PreferenceStorage } from "../model/index.ts";
import { AttachedBuses, type Buses } from "./attached-buses.ts";
import { FailureCount } from "./failure-count.ts";
import { Frames } from "./frames.ts";
import { loadPanel } from "./later-panel.tsx";
import type { Devtools, MountOptions } from "./options.ts";
import { placeInPage } from "./page-place.tsx";
import { parseShortcut } from "./shortcut.ts";
import { placeInTarget } from "./target-place.tsx";

/** A mounted panel, and what may still be changed about it. */
export interface Mounted extends Devtools {
  readonly panel: PanelModel;
  /** Looks at other buses. @throws TypeError for what is no bus */
  attach(buses: Buses): void;
}

/** Builds everything that a panel consists of. @throws TypeError for a shortcut or a bus that is none; nothing is mounted then */
export function mount(options: MountOptions): Mounted {
  const isShortcut = options.shortcut === undefined ? undefined : parseShortcut(options.shortcut);
  const buses = new AttachedBuses(options.bus, options.rendezvous);
  const owner = options.target?.ownerDocument ?? document;
  const view = owner.defaultView ?? window;
  const frames = new Frames(view);
  const pace = { onFrame: frames.onFrame };
  const panel = createPanel(options, buses, pace);
  const failures = new FailureCount(pace);
  const leave = [followTargets(panel, failures), whenOpened(panel, () => buses.lookElsewhere()), keepWatching(panel), rememberOpen(panel)];
  if (options.preserve === "events")
    leave.push(later(panel, "What keeps events across a reload", import("./kept-events.ts"), ({ keepEvents }) => keepEvents(panel, view)));
  if (isShortcut) leave.push(listenFor(isShortcut, panel, view));
  if (options.address ?? options.target === owner.body)
    leave.push(
      later(panel, "What keeps the view in the address", import("../model/list/view-address.ts"), ({ addressOf, keepInAddress }) =>
        keepInAddress(panel, addressOf(view)),
      ),
    );
  const setting = { panel, frames, failures, styleNonce: options.styleNonce, onInset: options.onInset ?? (() => {}) };
  leave.push(options.target ? placeInTarget(setting, options.target) : placeInPage(setting, owner));
  let mounted = true;
  return {
    panel,
    attach: (next) => buses.attach(next),
    open: () => panel.open(),
    close: () => panel.close(),
    get isOpen() {
      return panel.state.open;
    },
    show: (what) => void panel.show(what),
    filter: (query) => panel.filter(query),
    importSession: (file) => panel.importSession(file),
    unmount() {
      if (!mounted) return;
      mounted = false;
      for (const end of leave.toReversed()) end();
      failures.close();
      panel.dispose();
      buses.close();
      frames.close();
    },
  };
}

function createPanel(
  { dock, theme, initiallyOpen, openInEditor, preserve, target }: MountOptions,
  buses: AttachedBuses,
  pace: Pick<Frames, "onFrame">,
): PanelModel {
  const storage = preserve === false ? undefined : localStorageIfAllowed();
  const panel = new PanelModel({
    targets: buses.targets,
    dock,
    theme,
    initiallyOpen: target !== undefined || initiallyOpen,
    storage,
    openInEditor,
    loadDecks: loadPanel,
    ...pace,
  });
  if (target !== undefined) return panel;
  if (panel.preferences.get("open", isFlag, panel.state.open)) panel.open();
  else panel.close();
  return panel;
}

/** Begins what is loaded apart, since few ask for it. @param what that comes, as a sentence begins */
function later<Part>(panel: PanelModel, what: string, loaded: Promise<Part>, begin: (part: Part) => () => void): () => void {
  let end: (() => void) | undefined;
  let left = false;
  loaded.then(
    (part) => {
      if (!left) end = begin(part);
    },
    (error: unknown) => panel.notify(laterMistake(what, error)),
  );
  return () => {
    left = true;
    end?.();
  };
}

// Reading the property alone throws where a page may store nothing.
function localStorageIfAllowed(): PreferenceStorage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

function followTargets(panel: PanelModel, failures: FailureCount): () => void {
  const follow = () => failures.follow(panel.state.targets);
  follow();
  return panel.subscribe(follow);
}

/** Calls once, when the panel is open for the first time. */
function whenOpened(panel: PanelModel, act: () => void): () => void {
  let acted = false;
  const follow = () => {
    if (acted || !panel.state.open) return;
    acted = true;
    act();
  };
  follow();
  return panel.subscribe(follow);
}

/** A panel that is closed goes on noting how deliveries end: what is not noted as it happens cannot be looked up later. */
function keepWatching(panel: PanelModel): () => void {
  let watched = panel.feed;
  let leave = watched?.connect();
  const end = panel.subscribe(() => {
    if (panel.feed === watched) return;
    leave?.();
    watched = panel.feed;
    leave = watched?.connect();
  });
  return () => {
    end();
    leave?.();
  };
}

function rememberOpen(panel: PanelModel): () => void {
  let { open } = panel.state;
  return panel.subscribe(() => {
    if (panel.state.open === open) return;
    ({ open } = panel.state);
    panel.preferences.set("open", open);
  });
}

// In the capture phase, so that it works wherever the focus is, and before what the panel keeps inside.
function listenFor(isShortcut: (event: KeyboardEvent) => boolean, panel: PanelModel, view: Window): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.repeat || !isShortcut(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (panel.state.open) panel.close();
    else panel.open();
  };
  view.addEventListener("keydown", press, { capture: true });
  return () => view.removeEventListener("keydown", press, { capture: true });
}
