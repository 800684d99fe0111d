import { type DepthSample, formatMs, mostSamples, queuesOf } from "../../model/index.ts";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

const parts = ["ready", "unacked", "delayed"] as const;
const width = 240;
const height = 48;

/** How many events a queue held, for as long as somebody has looked. */
export function QueueDepth({ name }: { readonly name: string }) {
  const { chosen, depth } = useStore(queuesOf(usePanel().deck));
  if (chosen?.name !== name) return null;
  const first = depth[0];
  const last = depth.at(-1);
  if (!first || !last) return <p className="compose-note">Its depth is not watched: there are too many queues.</p>;
  const most = Math.max(...depth.map((sample) => Math.max(...parts.map((part) => sample[part]))));
  const span = last.at - first.at;
  return (
    <figure className="queue-depth">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Depth: ${last.ready} ready, ${last.unacked} unacked, ${last.delayed} delayed; at most ${most} in ${formatMs(span)}`}
      >
        {parts.map((part) => (
          <polyline key={part} data-part={part} points={pointsOf(depth, part, first.at, span, most)} />
        ))}
      </svg>
      <figcaption>
        {parts.map((part) => (
          <span key={part} data-part={part}>
            {part} {count(last[part])}
          </span>
        ))}
        <span className="muted">
          most {count(most)}; watched for {span === 0 ? "a moment" : formatMs(span)}
          {depth.length === mostSamples && ", what was before is dropped"}
        </span>
      </figcaption>
    </figure>
  );
}

function pointsOf(depth: readonly DepthSample[], part: (typeof parts)[number], from: number, span: number, most: number): string {
  // A single sample is a line too.
  const samples = depth.length === 1 ? [...depth, ...depth.map((sample) => ({ ...sample, at: sample.at + 1 }))] : depth;
  const scale = width / Math.max(1, span);
  return samples
    .map((sample) => `${((sample.at - from) * scale).toFixed(1)},${(height - 2 - (sample[part] / Math.max(1, most)) * (height - 4)).toFixed(1)}`)
    .join(" ");
}
