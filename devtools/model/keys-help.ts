import { Store } from "../target/index.ts";
import { deckPart } from "./deck-part.ts";

/** Whether the list of keys is shown. */
export const keysHelpOf = deckPart(() => new Store(false));
