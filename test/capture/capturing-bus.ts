import type { BusEvent } from "eventdeck";
import { captureEmitter } from "eventdeck/capture";
import { createTestBus } from "eventdeck/testing";

/** A bus, and what has been published on it so far, whether it has been delivered or not. */
export function capturingBus() {
  const published: BusEvent[] = [];
  const bus = createTestBus({ middleware: [{ name: "test", beforePublish: (event) => void published.push(event) }] });
  return { bus, published, types: () => published.map(({ type }) => type), payloads: () => published.map(({ payload }) => payload) };
}

/** What a capture keeps of a value. */
export function captured(value: unknown, maxBytes?: number): unknown {
  const { bus, published } = capturingBus();
  const emitter = { emit: (_type: string, ..._args: unknown[]) => true };
  const end = captureEmitter(bus, emitter, { maxBytes });
  emitter.emit("value", value);
  end();
  const [event] = published;
  return (event!.payload as { args: unknown[] }).args[0];
}
