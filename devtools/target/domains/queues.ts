import type { BusEvent } from "eventdeck";
import type { DeadLetter, DeadLetterGroup, DeadLetterReason, QueueInfo } from "eventdeck/queue";

/** Which dead letters of a queue: of one group, those that a filter matches, or both; all of them without either. */
export interface LetterChoice {
  readonly group?: string;
  /** In the filter language of the bus. */
  readonly filter?: string;
}

/** What one is found by. */
export interface LetterKey {
  readonly id: string;
  readonly eventId: string;
  /** One before it in the queue, so that it is found without reading those; absent for the first. */
  readonly after?: string;
}

/** A dead letter as a list shows it, without what its event carries. */
export interface LetterRow extends LetterKey {
  readonly type: string;
  readonly reason: DeadLetterReason;
  /** Of its error, cut to 200 characters. */
  readonly message: string;
  readonly attempts: number;
  /** Milliseconds since the Unix epoch. */
  readonly deadAt: number;
  /** How often it was put back before. */
  readonly redriven: number;
}

/** A dead letter as it is shown: its event as history would have it, without secrets. */
export interface LetterShown extends DeadLetter {
  /** Some of what its event carries is hidden by a middleware; all of it, and then there is no payload, when that keeps the event out of history. */
  readonly hidden: boolean;
}

export interface LetterPage {
  /** Oldest first. */
  readonly rows: readonly LetterRow[];
  /** Where the next page begins; absent when everything has been read. */
  readonly next?: string;
}

export interface LetterIds {
  /** At most 10,000. */
  readonly ids: readonly string[];
  /** There are more, which are left for the next time. */
  readonly more: boolean;
}

/** What happened to some of the dead letters that were to be moved. */
export interface LettersMoved {
  readonly moved: number;
  /** Those that stayed, and why; those that somebody else had moved before are in neither. */
  readonly refused: readonly { readonly id: string; readonly why: string }[];
}

/** The queues of a bus and their dead letters. A queue is named by its name. @throws RangeError for one that is not open */
export interface QueuesDomain {
  /** In the order in which they were opened; at most 500. */
  list(): Promise<readonly QueueInfo[]>;
  pause(queue: string): Promise<void>;
  resume(queue: string): Promise<void>;
  /** Removes what waits. Returns how many. */
  purge(queue: string): Promise<number>;
  groups(queue: string): Promise<readonly DeadLetterGroup[]>;
  /** A page of at most 100 rows; after 2,000 letters that are not meant it ends earlier. @throws FilterSyntaxError */
  letters(queue: string, choice: LetterChoice, after?: string): Promise<LetterPage>;
  /** All that are meant. @throws FilterSyntaxError */
  ids(queue: string, choice: LetterChoice): Promise<LetterIds>;
  /** The whole of one, `undefined` when it is there no more. */
  letter(queue: string, key: LetterKey): Promise<LetterShown | undefined>;
  /** Puts letters back as they are; one that is refused holds no other up. */
  redrive(queue: string, ids: readonly string[]): Promise<LettersMoved>;
  /**
   * Puts one back with another payload, and not as it was. @param input checked by its definition
   * @throws TypeError for a letter of which some is hidden: what stands for a secret would take its place
   */
  redriveEdited(queue: string, key: LetterKey, input: BusEvent["payload"]): Promise<LettersMoved>;
  /** Removes letters for good. */
  discard(queue: string, ids: readonly string[]): Promise<LettersMoved>;
}
