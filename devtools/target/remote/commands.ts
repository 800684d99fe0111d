import type { Domains } from "../target.ts";
import type { DomainName } from "./wire.ts";

type Commands = { readonly [Name in DomainName]: Readonly<Record<keyof Domains[Name], true>> };

/** What panels in other pages may ask of a bus, and nothing else. */
const commands: Commands = {
  events: { load: true, find: true, column: true, vocabulary: true, clear: true },
  listeners: { list: true, coverage: true, explain: true, end: true, keepStacks: true, stackOf: true },
  compose: { kinds: true, check: true, emit: true, explain: true },
  links: { list: true, faults: true, close: true },
  queues: {
    list: true,
    pause: true,
    resume: true,
    purge: true,
    groups: true,
    letters: true,
    ids: true,
    letter: true,
    redrive: true,
    redriveEdited: true,
    edited: true,
    discard: true,
  },
  replays: { start: true, play: true, pause: true, step: true, seek: true, setSpeed: true, stop: true, playSession: true },
  states: { names: true, changes: true, at: true, seek: true, back: true, forward: true },
  sites: { record: true, cost: true, ofEvent: true, map: true },
  health: { metrics: true, report: true, pause: true, resume: true, step: true },
  sessions: { part: true, import: true },
};

/** Whether there is such a command. */
export function isCommand(domain: string, command: string): boolean {
  return Object.hasOwn(commands, domain) && Object.entries(commands).some(([name, known]) => name === domain && Object.hasOwn(known, command));
}

export function commandsOf(domain: DomainName): readonly string[] {
  return Object.keys(commands[domain]);
}
