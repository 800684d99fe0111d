import type { PanelModel } from "../model/index.ts";
import type { Frames } from "./frames.ts";
import type { FailureCount } from "./failure-count.ts";
import type { Inset } from "./options.ts";

/** What every place of the panel is built from. */
export interface Setting {
  readonly panel: PanelModel;
  readonly frames: Frames;
  readonly failures: FailureCount;
  readonly styleNonce: string | undefined;
  readonly onInset: (inset: Inset) => void;
}
