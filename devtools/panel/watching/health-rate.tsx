import { useEffect, useRef } from "react";
import type { HealthState, RateName } from "../../model/index.ts";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useSize } from "../use-size.ts";
import { useStore } from "../use-store.ts";

interface RateCardProps {
  readonly name: RateName;
  readonly title: string;
  readonly state: HealthState;
}

/** What happened per second, drawn as far as the panel has watched. */
export function RateCard({ name, title, state }: RateCardProps) {
  const { values, watched } = state.rates[name];
  const recording = useStore(usePanel().deck.recording);
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(holder);
  useEffect(() => {
    if (canvas.current && width > 0) draw(canvas.current, values, watched, width);
  });
  const last = values.at(-1) ?? 0;
  const most = Math.max(0, ...values.slice(values.length - watched));
  return (
    <section className="card rate" data-name={name} aria-label={`${title} per second`}>
      <h3>
        {title} <span className="muted">per second</span>
      </h3>
      <div className="big">
        {watched > 0 ? (
          <>
            {count(last)} <small>most {count(most)}</small>
          </>
        ) : (
          <small>not watched</small>
        )}
      </div>
      <div ref={holder}>
        <canvas ref={canvas} role="img" aria-label={watched > 0 ? `${title}: ${last} in the last second, at most ${most}` : `${title}: not watched`} />
      </div>
      <p>{noteOf(watched, values.length, recording)}</p>
    </section>
  );
}

function noteOf(watched: number, of: number, recording: boolean): string {
  if (!recording) return "Recording is off.";
  if (watched >= of) return "";
  return watched === 0 ? "Watched from now on." : `Watched for ${watched} s.`;
}

const height = 48;

function draw(canvas: HTMLCanvasElement, values: readonly number[], watched: number, width: number): void {
  const ratio = canvas.ownerDocument.defaultView?.devicePixelRatio ?? 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  const colour = canvas.ownerDocument.defaultView?.getComputedStyle(canvas).color;
  if (!context || colour === undefined) return;
  context.scale(ratio, ratio);
  context.fillStyle = colour;
  context.strokeStyle = colour;
  const most = Math.max(1, ...values);
  const step = width / values.length;
  const from = values.length - watched;
  // What was not watched is hatched, since a blank there would say that nothing happened.
  hatch(context, from * step);
  context.globalAlpha = 1;
  for (let index = from; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    const bar = value === 0 ? 0 : Math.max(1, (value / most) * (height - 4));
    context.fillRect(index * step, height - bar, Math.max(0.5, step - (step > 3 ? 1 : 0)), bar);
  }
  context.globalAlpha = 0.4;
  context.fillRect(0, height - 1, width, 1);
}

function hatch(context: CanvasRenderingContext2D, width: number): void {
  context.save();
  context.globalAlpha = 0.18;
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  for (let left = -height; left < width; left += 7) {
    context.moveTo(left, height);
    context.lineTo(left + height, 0);
  }
  context.stroke();
  context.restore();
}
