/** Keys of one part of the panel, for the help; what they do stands beside the part itself. */
export interface KeyGroup {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

/** The keys that act only where the focus is. */
export const keysElsewhere: readonly KeyGroup[] = [
  {
    title: "In the list",
    keys: [
      { keys: ["↑", "↓", "Page Up", "Page Down"], does: "Move" },
      { keys: ["Enter"], does: "Open the event" },
      { keys: ["Home"], does: "To the oldest event" },
      { keys: ["End"], does: "To the newest event, and follow it again" },
      { keys: ["→", "←"], does: "Open and close a burst" },
      { keys: ["Shift+F10"], does: "What can be done with the event" },
    ],
  },
  {
    title: "In trees",
    keys: [
      { keys: ["→", "←"], does: "Open and close, then go in and out" },
      { keys: ["*"], does: "Open all beside it" },
      { keys: ["Ctrl+C"], does: "Copy the value" },
      { keys: ["z"], does: "Why: zoom to the selected event, and back" },
    ],
  },
  {
    title: "On the timeline",
    keys: [
      { keys: ["w", "s"], does: "Closer, further; with Shift much" },
      { keys: ["a", "d"], does: "Earlier, later; with Shift by more" },
      { keys: ["←", "→"], does: "To the event before, to the next" },
      { keys: ["i", "o"], does: "Begin and end a span at the event" },
      { keys: ["f"], does: "Show the span" },
      { keys: ["0"], does: "Show everything" },
      { keys: ["Esc"], does: "Let go of the span" },
    ],
  },
];
