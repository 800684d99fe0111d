import type { Bus, BusEvent } from "eventdeck";
import type { Frame, SitesDomain } from "../domains/sites.ts";
import { SourceMaps } from "./source-maps.ts";
import { stackHere, StackRecorder, type StackSource } from "./stack-recorder.ts";
import { parseStack } from "./stack-text.ts";

export interface SitesOptions extends Partial<StackSource> {
  readonly maps?: SourceMaps;
}

/** Where the events of a bus of this page are emitted. */
export function createSitesDomain(bus: Bus, { now = () => performance.now(), stack = stackHere, maps = new SourceMaps() }: SitesOptions = {}): SitesDomain {
  const recorder = new StackRecorder(bus, { now, stack });
  return {
    record: async (on) => recorder.switch(on),
    cost: async () => ({ recording: recorder.on, taken: recorder.taken, skipped: recorder.skipped, ms: recorder.ms }),
    async ofEvent(position) {
      const event = bus.history.get(position)?.event;
      if (!event) return undefined;
      const known = siteFromPlugin(event);
      const taken = recorder.of(event.id);
      const frames = taken === undefined ? [] : await maps.map(parseStack(taken));
      if (known) return frames.some((frame) => isSame(frame, known)) ? frames : [known, ...frames];
      return frames.length > 0 ? frames : undefined;
    },
    map: async (text) => maps.map(parseStack(text)),
  };
}

/** What the Vite plugin wrote down when it saw the call. */
function siteFromPlugin(event: BusEvent): Frame | undefined {
  const siteOf: unknown = Reflect.get(globalThis, Symbol.for("eventdeck.siteOf"));
  if (typeof siteOf !== "function") return undefined;
  const site: unknown = Reflect.apply(siteOf, undefined, [event]);
  if (typeof site !== "object" || site === null || !("file" in site) || !("line" in site)) return undefined;
  const { file, line } = site;
  return typeof file === "string" && typeof line === "number" ? { file, line, library: false } : undefined;
}

/** One of them may be a path from the root of the project only. */
function isSame(frame: Frame, { file, line }: Frame): boolean {
  return !frame.library && frame.line === line && (frame.file.endsWith(file) || file.endsWith(frame.file));
}
