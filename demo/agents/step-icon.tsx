import type { StepStatus } from "./plan-view.ts";

const circle = "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11";
const again = "M12.8 6.2A5.2 5.2 0 1 0 13 9.3M13 3v3.3H9.7";
const back = "M3.2 6.2A5.2 5.2 0 1 1 3 9.3M3 3v3.3h3.3";
const paths: Readonly<Record<StepStatus, string>> = {
  waiting: circle,
  queued: `${circle}M8 5.5V8l1.8 1.3`,
  running: "M8 2.5a5.5 5.5 0 1 1-5.5 5.5",
  retrying: again,
  done: `${circle}M5.6 8.2l1.8 1.8 3.1-3.6`,
  failed: `${circle}M6 6l4 4M10 6l-4 4`,
  stopped: `${circle}M6.3 6.3h3.4v3.4H6.3z`,
  skipped: `${circle}M5.8 8h4.4`,
  undoing: back,
  undone: back,
};

/** How a step stands, by shape; the words beside it say the same. */
export function StepIcon({ status }: { readonly status: StepStatus }) {
  return (
    <svg
      className="step-icon"
      width="18"
      height="18"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[status]} />
    </svg>
  );
}
