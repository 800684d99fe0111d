import type { Bus, Core } from "../bus/index.ts";

/** What later events are told of the one that caused them. */
export interface Mark {
  readonly id: string;
  readonly correlationId: string;
}

/** A captured call that has not returned: what is captured on the same bus meanwhile is its consequence. */
interface Frame {
  readonly bus: Bus;
  readonly mark: Mark;
  /** The handler that ran when the call began: another one that runs now is nearer. */
  readonly cause: Core["cause"];
  /** Publications that wait until the call has been published itself, in their order. */
  readonly held?: (() => void)[];
}

let frames: readonly Frame[] = [];

/** Ends a captured call: publishes it, if that was to wait for its end, and then what was held. */
export type EndFrame = (publish?: () => void) => void;

/** Begins a call. */
export function beginFrame(frame: Frame): EndFrame {
  frames = [...frames, frame];
  return (publish) => {
    frames = frames.filter((other) => other !== frame);
    try {
      publish?.();
    } finally {
      for (const one of frame.held ?? []) one();
    }
  };
}

/** The captured call on whose behalf something happens now; nothing when a handler of the bus is nearer. */
export function currentMark(bus: Bus, core: Core): Mark | undefined {
  const frame = frames.findLast((other) => other.bus === bus);
  return frame && frame.cause === core.cause ? frame.mark : undefined;
}

/** Publishes now, or after the call that is to be published first. */
export function inOrder(bus: Bus, publish: () => void): void {
  const frame = frames.findLast((other) => other.bus === bus && other.held !== undefined);
  if (frame?.held) frame.held.push(publish);
  else publish();
}
