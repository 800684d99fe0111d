import type { Bus, BusEvent, SubscribeOptions } from "eventdeck";

/** A subscription to "a" whose calls go on until a test ends them, by the event's subject. */
export function openWork(bus: Bus, options?: SubscribeOptions<BusEvent>) {
  const log: string[] = [];
  const calls = new Map<string, { readonly signal: AbortSignal; end(): void; fail(error: unknown): void }>();
  const subscription = bus.subscribe(
    "a",
    ({ subject = "" }, { signal }) => {
      log.push(`begin ${subject}`);
      return new Promise<void>((resolve, reject) => {
        const end = () => {
          log.push(`end ${subject}`);
          resolve();
        };
        calls.set(subject, { signal, end, fail: reject });
      });
    },
    options,
  );
  return {
    log,
    subscription,
    end: (subject: string) => calls.get(subject)!.end(),
    fail: (subject: string, error: unknown = new Error(`failed ${subject}`)) => calls.get(subject)!.fail(error),
    signal: (subject: string) => calls.get(subject)!.signal,
  };
}
