import { useLive, type LiveValue } from "../live-value.ts";
import type { Checks } from "./checks.ts";

const tones: Readonly<Record<string, "good" | "bad" | "running">> = {
  success: "good",
  failure: "bad",
  error: "bad",
  timed_out: "bad",
  in_progress: "running",
  queued: "running",
  waiting: "running",
  pending: "running",
};

/** Checks, jobs and workflows with how they came out, the newest first. */
export function CheckList({ checks }: { readonly checks: LiveValue<Checks> }) {
  const all = [...useLive(checks).values()];
  return (
    <section className="panel" aria-label="Checks">
      <h2>
        Checks <span className="figure">{all.length}</span>
      </h2>
      {all.length === 0 && <p className="nothing">Nothing has run yet</p>}
      <ul className="checks">
        {all.map(({ key, kind, name, repository, outcome }) => (
          <li key={key}>
            <span className="outcome" data-tone={tones[outcome] ?? "other"}>
              {outcome.replaceAll("_", " ")}
            </span>
            <span className="check-name">{name}</span>
            <span className="check-place">
              {kind} · {repository}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
