import type { Bus } from "eventdeck";
import type { Dock, Theme } from "../model/index.ts";
import type { Rendezvous } from "../target/index.ts";

/** What the panel is attached to, where it stands and how it looks. */
export interface DevtoolsOptions {
  /** One bus, or several by name. @default every bus registered with `registerBus` */
  readonly bus?: Bus | Readonly<Record<string, Bus>>;
  /** Where it opens until the user chooses otherwise. @default "bottom" */
  readonly dock?: Dock;
  /** Whether it is open until the user closes it. @default false */
  readonly initiallyOpen?: boolean;
  /** @default "system" */
  readonly theme?: Theme;
  /** Opens and closes it; no global shortcut unless given, in the form "Ctrl+Shift+E". "Mod" is Cmd on a Mac and Ctrl elsewhere. */
  readonly shortcut?: string;
  /** Opens a source position, given a path and a line. @default Vite's open-in-editor when its dev server is there */
  readonly openInEditor?: (file: string, line: number) => void;
  /** For a Content Security Policy that needs one; none is needed otherwise. */
  readonly styleNonce?: string;
  /** Keeps filter, layout and recorded events across reloads. @default "layout": layout and filter only */
  readonly preserve?: "layout" | "events" | false;
  /** Told how much of the page the docked panel covers, in pixels, so that an application can keep its content clear. */
  readonly onInset?: (inset: Inset) => void;
}

/** The edges of the page that the docked panel covers, in pixels; zero where it covers nothing. */
export interface Inset {
  readonly bottom: number;
  readonly right: number;
}

/** Options of a panel that is mounted without React. */
export interface MountOptions extends DevtoolsOptions {
  /** Filled by the panel, which then has no trigger and no dock. @default the page, with a trigger in its corner */
  readonly target?: HTMLElement;
  /** Keeps view, filter, columns and selection in the fragment of the page's address, so that a link shows the same. @default true for a panel that fills the body */
  readonly address?: boolean;
  /** Where it finds the buses of other pages. @default other tabs and windows of this origin */
  readonly rendezvous?: Rendezvous;
}

/** A mounted panel. */
export interface Devtools {
  open(): void;
  close(): void;
  readonly isOpen: boolean;
  /** Selects an event, opening the panel: the link target for logs and error reports. */
  show(what: { readonly id: string } | { readonly position: number }): void;
  /** Filters the list of the chosen bus. */
  filter(query: string): void;
  /** Opens a session file beside the buses. @throws SessionFormatError with the line number */
  importSession(file: Blob | string): Promise<void>;
  /** Removes it and everything it opened. */
  unmount(): void;
}
