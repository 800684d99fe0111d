/** Which events a session file takes; all of them when nothing is said. */
export interface SessionRequest {
  readonly filter?: string;
  /** Positions, both inclusive. */
  readonly from?: number;
  readonly to?: number;
  /** Just these, ascending; instead of a filter and a span. */
  readonly positions?: readonly number[];
}

/** Some lines of a session file, and where the next ones begin. */
export interface SessionPart {
  readonly lines: readonly string[];
  /** Position to ask for next; `undefined` when this was the last part. */
  readonly next: number | undefined;
}

/** Session files: one CloudEvents 1.0 JSON object per line. */
export interface SessionsDomain {
  /**
   * The next lines of a session, as redacted as history is: as many as are written in a few milliseconds, and at most some megabytes, so that the host is
   * never held up and whoever asks can stop.
   *
   * @param from position to begin at
   * @throws FilterSyntaxError
   */
  part(request: SessionRequest, from: number): Promise<SessionPart>;
  /** Appends events without delivering them. @throws SessionFormatError with the line number; nothing is added then */
  import(lines: readonly string[]): Promise<{ readonly added: number }>;
}
