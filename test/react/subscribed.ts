import type { Bus } from "eventdeck";
import { onTestFinished } from "vitest";

/** What begins (`+ name`) and ends (`- name`) at a bus from now on. */
export function watchSubscriptions(bus: Bus): string[] {
  const seen: string[] = [];
  const watching = bus.inspect$.subscribe((record) => {
    if (record.kind === "subscribed" || record.kind === "unsubscribed") seen.push(`${record.kind === "subscribed" ? "+" : "-"} ${record.subscription.name}`);
  });
  onTestFinished(() => watching.unsubscribe());
  return seen;
}

/** The names of a bus's subscriptions. */
export function listeners(bus: Bus): string[] {
  return bus.subscriptions().map(({ name }) => name);
}
