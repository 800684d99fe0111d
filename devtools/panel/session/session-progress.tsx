import type { SessionExportState, SessionsModel } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import { count, counted } from "../numbers.ts";

export interface SessionProgressProps {
  readonly sessions: SessionsModel;
  readonly job: SessionExportState;
}

/** How far an export is, and how it ended, until that is dismissed. */
export function SessionProgress({ sessions, job }: SessionProgressProps) {
  const percent = Math.floor(job.progress * 100);
  const texts = {
    running: `Writing ${job.name}: ${counted(job.events, "event")}, ${percent} %`,
    done: `${job.name}: ${counted(job.events, "event")}, ${count(Math.ceil(job.characters / 1_000))} kB`,
    cancelled: `${job.name} was cancelled after ${counted(job.events, "event")}; nothing was saved`,
    failed: `${job.name} was not written: ${job.failure}`,
  } as const;
  return (
    <div className="session-job" data-status={job.status}>
      <progress className="session-bar" aria-label="Export" max={100} value={percent} />
      {/* What changes many times a second is not read aloud. */}
      <span className="cut" role="status" aria-live={job.status === "running" ? "off" : "polite"}>
        {texts[job.status]}
      </span>
      <span className="grow" />
      {job.status === "running" ? (
        <button type="button" className="button small" onClick={() => sessions.cancel()}>
          Cancel
        </button>
      ) : (
        <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => sessions.dismiss()}>
          {icons.close}
        </button>
      )}
    </div>
  );
}
