/** What a chip of the bar counts, and filters when it is pressed. */
export type Chip = "failed" | "slow" | "stopped" | "unheard";

export const chips: readonly Chip[] = ["failed", "slow", "stopped", "unheard"];

export type ChipCounts = Readonly<Record<Chip, number>>;

/** What the list shows of everything, by its text and its pressed chips. */
export interface Wanted {
  /** In the bus's language; empty lets everything through. */
  readonly query: string;
  readonly events: boolean;
  readonly attempts: boolean;
}

/** Several chips together show what any of them shows, and of that what the text lets through. */
export function wantedBy(text: string, pressed: readonly Chip[], slowMs: number): Wanted {
  const written = text.trim();
  const terms = pressed.flatMap((chip) => termOf(chip, slowMs));
  const events = pressed.length === 0 || terms.length > 0;
  const attempts = pressed.length === 0 || pressed.includes("stopped");
  if (terms.length === 0) return { query: written, events, attempts };
  const chosen = terms.length === 1 ? (terms[0] ?? "") : `(${terms.join(" OR ")})`;
  return { query: written === "" ? chosen : `(${written}) ${chosen}`, events, attempts };
}

function termOf(chip: Chip, slowMs: number): string[] {
  switch (chip) {
    case "failed":
      return ["is:failed"];
    case "slow":
      return [`took:>${slowMs}`];
    case "unheard":
      return ["is:unheard"];
    case "stopped":
      return [];
  }
}
