import type { Bus } from "eventdeck";
import { LiveValue } from "../live-value.ts";
import { alarmRaised } from "./checks.ts";
import { pushes, releases, stars } from "./definitions.ts";
import { isReplayed } from "./webhooks.ts";

/** Counts that the page shows at its top. */
export interface Tally {
  readonly pushes: number;
  readonly commits: number;
  readonly stars: number;
  readonly alarms: number;
  readonly announced: readonly string[];
  readonly replayed: number;
}

export const noTally: Tally = { pushes: 0, commits: 0, stars: 0, alarms: 0, announced: [], replayed: 0 };

/** Counters, and the announcer that trips over a release without notes. */
export function createTally(bus: Bus, isMended: () => boolean): LiveValue<Tally> {
  const tally = new LiveValue<Tally>(noTally);
  bus.subscribe(pushes, ({ payload }) => tally.update((all) => ({ ...all, pushes: all.pushes + 1, commits: all.commits + payload.commits.length })), {
    name: "Push counter",
  });
  bus.subscribe(stars, ({ type }) => tally.update((all) => ({ ...all, stars: all.stars + (type.endsWith(".created") ? 1 : -1) })), { name: "Star counter" });
  bus.subscribe(alarmRaised, () => tally.update((all) => ({ ...all, alarms: all.alarms + 1 })), { name: "Alarm bell" });
  bus.subscribe(
    releases,
    ({ payload: { release, repository } }) => {
      const text = announcement(release, isMended());
      tally.update((all) => ({ ...all, announced: [`${repository.full_name} ${release.tag_name}: ${text}`, ...all.announced] }));
    },
    { name: "Release announcer" },
  );
  bus.subscribe("#", () => tally.update((all) => ({ ...all, replayed: all.replayed + 1 })), { name: "Replay counter", filter: isReplayed });
  return tally;
}

// The fault that this demo is about: one of the 329 has no notes at all, which the types say and the code forgot.
function announcement({ body, tag_name: tag }: { readonly body: string | null; readonly tag_name: string }, mended: boolean): string {
  if (body === null && !mended) throw new TypeError(`Cannot read the notes of release ${tag}: its body is null`);
  return body === null || body === "" ? "a new release" : body;
}
