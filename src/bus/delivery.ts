import { type BusEvent, seal } from "../event/index.ts";
import type { Clock, LaneItem } from "../scheduling/index.ts";
import type { PendingReport } from "./pending-report.ts";
import type { PendingRequest } from "./pending-request.ts";
import type { ReplayTicket } from "./replay-ticket.ts";

/** One event on its way to its handlers: what waits in a lane. */
export class Delivery implements LaneItem {
  place = -1;
  enteredAt = 0;
  readonly event: BusEvent;
  /** As `beforeRecord` left it, when somebody had to know before delivery; `false` when it is to be kept out. */
  recorded: BusEvent | false | undefined;
  conflateKey: string | undefined;
  /** Somebody waits for the outcome. */
  report: PendingReport | undefined;
  /** Somebody waits for a reply. */
  request: PendingRequest | undefined;
  /** It is a recorded event on its way again, or what such a one set off. */
  replay: ReplayTicket | undefined;
  /** Stops listening to the emitter's signal. */
  release: (() => void) | undefined;
  /** Work of an RxJS scheduler, which shares the lanes with events; its event is nobody's. */
  work: (() => void) | undefined;

  constructor(event: BusEvent) {
    this.event = event;
  }
  static forWork(work: () => void): Delivery {
    const delivery = new Delivery(nobodysEvent);
    delivery.work = work;
    return delivery;
  }
}

const nobodysEvent = seal({
  id: "work",
  type: "work",
  topic: "work",
  payload: undefined,
  source: "eventdeck",
  time: 0,
  priority: "normal",
  correlationId: "work",
  version: 1,
});

/** Whether an event's time to live is over. A replayed event has none. */
export function hasExpired({ expiresAt }: BusEvent, clock: Clock, delivery?: Delivery): boolean {
  return expiresAt !== undefined && delivery?.replay === undefined && clock.now() >= expiresAt;
}
