import type { BusEvent } from "eventdeck";
import type { DeadLetter, DeadLetterGroup, DeadLetterReason, EditedRedrive, QueueInfo } from "eventdeck/queue";

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
  readonly ids: readonly string[];
  /** Where the next page begins; absent when all letters have been looked at. */
  readonly next?: string;
}

/** An event that was put back in place of a dead one, in which queue. */
export interface LetterEdited extends EditedRedrive {
  readonly queue: string;
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
  /** A page of at most 10,000; after as many letters that are not meant it ends earlier. @throws FilterSyntaxError */
  ids(queue: string, choice: LetterChoice, after?: string): Promise<LetterIds>;
  /** The whole of one, `undefined` when it is there no more. */
  letter(queue: string, key: LetterKey): Promise<LetterShown | undefined>;
  /** Puts letters back as they are; one that is refused holds no other up. */
  redrive(queue: string, ids: readonly string[]): Promise<LettersMoved>;
  /**
   * Puts one back with another payload, and not as it was. @param input checked by its definition
   * @throws TypeError for a letter of which some is hidden: what stands for a secret would take its place
   */
  redriveEdited(queue: string, key: LetterKey, input: BusEvent["payload"]): Promise<LettersMoved>;
  /** What was redriven with another payload, on the way to an event and on from it, the oldest first: of the newest 500 of each queue. */
  edited(eventId: string): Promise<readonly LetterEdited[]>;
  /** Removes letters for good. */
  discard(queue: string, ids: readonly string[]): Promise<LettersMoved>;
}
