import type { Priority } from "eventdeck";
import { agentRegistered, planCreated, taskSubmitted } from "eventdeck/catalogue";
import { createProjection } from "eventdeck/projection";
import type { AgentBus } from "./definitions.ts";
import { sentenceOf, type Sentence } from "./sentences.ts";

export interface Line extends Sentence {
  readonly id: string;
  /** Since the plan was submitted, in milliseconds. */
  readonly atMs: number;
  readonly priority: Priority;
}

interface Log {
  /** The newest first. */
  readonly lines: readonly Line[];
  /** What people call tasks and workers, by their ids. */
  readonly names: Readonly<Record<string, string>>;
  readonly begunAt: number;
}

const initial: Log = { lines: [], names: {}, begunAt: 0 };
const mostLines = 60;

/** What happened, in words. */
export function createLog(bus: AgentBus) {
  return createProjection(bus, {
    name: "log",
    initial,
    reducers: (on) => {
      on(agentRegistered, ({ names }, { payload: { agentId, name = agentId } }) => void (names[agentId] = name));
      on(taskSubmitted, ({ names }, { payload: { taskId, name } }) => void (names[taskId] = name));
      on(planCreated, (log, { time }) => void (log.begunAt = time));
      on("#", ({ lines, names, begunAt }, event) => {
        const sentence = sentenceOf(event, (id) => names[id] ?? id);
        if (!sentence) return;
        lines.unshift({ ...sentence, id: event.id, atMs: begunAt === 0 ? 0 : event.time - begunAt, priority: event.priority });
        lines.splice(mostLines);
      });
    },
  });
}
