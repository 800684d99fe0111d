/** Stands for a payload that is still where its bus is. `events.load` brings it. */
export class Unfetched {
  /** The payload in one line. */
  readonly preview: string;

  constructor(preview: string) {
    this.preview = preview;
  }
}
