/** An event on the time axis, as the critical path sees it. Times in milliseconds from any start. */
export interface Span {
  /** Index of its cause; -1 for a first cause. */
  readonly parent: number;
  /** When it was emitted. */
  readonly start: number;
  /** When its last handler ended, as far as that is known. */
  readonly end: number;
  /** Of a request: when its reply came. */
  readonly answeredAt?: number;
}

/** A stretch of time for which one event is accountable. */
export interface Stretch {
  /** Index of its span. */
  readonly span: number;
  readonly from: number;
  readonly to: number;
}

/** What one event adds to the path before the walk may pause; a step is that short. */
const stepsPerTurn = 512;

/**
 * The critical path: the chain that determined when the last consequence ended. Shorten one of its stretches, and the whole would have ended sooner.
 *
 * It is walked backwards from the end of the span that ended last (of several the one that began last). Each moment belongs to exactly one event: to the one that the
 * walk has arrived at, from the moment on at which it was emitted; but where that event had asked and was answered, the time from the question to the answer belongs
 * to the request, since it was waited for. Before an event was emitted, the time belongs to its cause. An event that an event merely set off, and nobody waited for,
 * is on the path only if what ended last came from it.
 *
 * The generator yields now and then so that a long walk can be spread over frames, and returns the stretches, oldest first.
 */
export function* criticalPath(spans: readonly Span[]): Generator<void, readonly Stretch[]> {
  const questions = yield* answeredRequests(spans);
  const stretches: Stretch[] = [];
  let at = lastToEnd(spans);
  let time = spans[at]?.end ?? 0;
  for (let steps = 1; at >= 0; steps += 1) {
    const span = spans[at];
    if (!span) break;
    const asked = takeLatest(questions.get(at), spans, time);
    const from = asked === undefined ? span.start : (spans[asked]?.answeredAt ?? time);
    if (from < time) stretches.push({ span: at, from, to: time });
    time = Math.min(time, from);
    at = asked ?? span.parent;
    if (steps % stepsPerTurn === 0) yield;
  }
  return stretches.toReversed();
}

/** The answered requests of each event, the one that was answered last at the end. */
function* answeredRequests(spans: readonly Span[]): Generator<void, Map<number, number[]>> {
  const questions = new Map<number, number[]>();
  const answered: number[] = [];
  for (const [index, span] of spans.entries()) {
    if (span.parent >= 0 && span.answeredAt !== undefined) answered.push(index);
    if (index % stepsPerTurn === 0) yield;
  }
  answered.sort((left, right) => (spans[left]?.answeredAt ?? 0) - (spans[right]?.answeredAt ?? 0) || left - right);
  for (const index of answered) {
    const parent = spans[index]?.parent ?? -1;
    const known = questions.get(parent);
    if (known) known.push(index);
    else questions.set(parent, [index]);
  }
  return questions;
}

/** The request that was answered last before a time; those that were answered later are of no more interest, since time only goes back. */
function takeLatest(questions: number[] | undefined, spans: readonly Span[], time: number): number | undefined {
  for (let asked = questions?.pop(); asked !== undefined; asked = questions?.pop()) {
    if ((spans[asked]?.answeredAt ?? Number.POSITIVE_INFINITY) <= time) return asked;
  }
  return undefined;
}

function lastToEnd(spans: readonly Span[]): number {
  let last = -1;
  for (const [index, span] of spans.entries()) {
    const before = spans[last];
    if (!before || span.end > before.end || (span.end === before.end && span.start >= before.start)) last = index;
  }
  return last;
}
