import type { Bus } from "eventdeck";

/** What a scene opens when it appears and closes when it goes. */
export interface Scenario {
  readonly bus: Bus;
  close(): Promise<void>;
}

/** A file of a scene as it is shown beside it: the very text that runs, imported with `?raw`. */
export interface SourceFile {
  /** As in the scene's folder. */
  readonly name: string;
  readonly text: string;
}
