import { Store } from "../../target/index.ts";
import { isFlag, oneOf, type PreferenceStore } from "../preferences.ts";

export const detailTabs = ["Payload", "Why", "Deliveries", "State", "Raw"] as const;
export type DetailTab = (typeof detailTabs)[number];

/** How the detail is looked at; it stays so from event to event. */
export class DetailModel {
  readonly tab: Store<DetailTab>;
  /** Whether the payload is shown by its differences. */
  readonly comparing: Store<boolean>;
  /** Key of what it is compared with. */
  readonly basis = new Store("previous");
  readonly #preferences: PreferenceStore | undefined;

  /** @param preferences remembers it across reloads */
  constructor(preferences?: PreferenceStore) {
    this.#preferences = preferences;
    this.tab = new Store<DetailTab>(preferences?.get("detailTab", oneOf(...detailTabs), "Payload") ?? "Payload");
    this.comparing = new Store(preferences?.get("comparing", isFlag, false) ?? false);
  }

  go(tab: DetailTab): void {
    this.tab.set(tab);
    this.#preferences?.set("detailTab", tab);
  }

  /** Shows the payload by its differences, or as it is. @param basis key of what to compare with; the one before when it is left out */
  compare(on: boolean, basis: string = this.basis.state): void {
    this.basis.set(basis);
    this.comparing.set(on);
    this.#preferences?.set("comparing", on);
  }
}
