/** The filter of the toolbar, for whoever sends the reader there. */
export interface FilterHandle {
  /** Puts the cursor into it, opening it where it stands behind its icon. */
  focus(): void;
}
