import { useEffect, useState } from "react";
import type { Frame, Target } from "../../target/index.ts";
import { type ErrorLink, errorChain, firstOwnFrame, type StackPart, stackParts } from "../../model/index.ts";
import { counted } from "../numbers.ts";
import { SiteLink } from "./site-link.tsx";

interface ErrorViewProps {
  readonly target: Pick<Target, "sites">;
  readonly error: unknown;
}

/** A failure with its causes, each with the first place in the application's own code, and its stack. */
export function ErrorView({ target, error }: ErrorViewProps) {
  return (
    <div className="error-view">
      {errorChain(error).map((link, nth) => (
        <ErrorLinkView key={nth} target={target} link={link} nth={nth} />
      ))}
    </div>
  );
}

function ErrorLinkView({ target, link, nth }: { readonly target: Pick<Target, "sites">; readonly link: ErrorLink; readonly nth: number }) {
  const frames = useFrames(target, link.stack);
  const first = frames && firstOwnFrame(frames);
  return (
    <div className="error-link">
      <p className="error-text">
        {nth > 0 && <span className="muted">caused by </span>}
        <bdi>{link.text}</bdi>
      </p>
      {first && (
        <p className="error-place">
          at {first.name !== undefined && <span className="mono">{first.name} </span>}
          <SiteLink {...first} />
        </p>
      )}
      {frames && frames.length > 0 && <StackView frames={frames} />}
      {link.stack === undefined && <p className="plain">It carries no stack.</p>}
    </div>
  );
}

/** A whole stack, library frames folded. */
export function StackView({ frames }: { readonly frames: readonly Frame[] }) {
  return (
    <details className="stack">
      <summary>Stack, {counted(frames.length, "frame")}</summary>
      <ol>
        {stackParts(frames).map((part, nth) => (
          <StackPartView key={nth} part={part} />
        ))}
      </ol>
    </details>
  );
}

function StackPartView({ part }: { readonly part: StackPart }) {
  const [open, setOpen] = useState(false);
  if (part.kind === "frame") return <StackLine frame={part.frame} />;
  if (open) return part.frames.map((frame) => <StackLine key={`${frame.file} ${frame.line} ${frame.column} ${frame.name}`} frame={frame} />);
  return (
    <li className="stack-line">
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {counted(part.frames.length, "library frame")}
      </button>
    </li>
  );
}

function StackLine({ frame }: { readonly frame: Frame }) {
  return (
    <li className="stack-line" data-library={frame.library}>
      <span className="stack-name mono">{frame.name ?? "(anonymous)"}</span>
      {frame.line === 0 ? <span className="muted">{frame.file}</span> : <SiteLink {...frame} />}
    </li>
  );
}

/** The frames of a stack, once its source maps are read; `undefined` until then. */
function useFrames({ sites }: Pick<Target, "sites">, stack: string | undefined): readonly Frame[] | undefined {
  const [frames, setFrames] = useState<readonly Frame[]>();
  useEffect(() => {
    if (stack === undefined) return;
    let wanted = true;
    sites.map(stack).then(
      (mapped) => wanted && setFrames(mapped),
      // A bus that is out of reach says so elsewhere; the message of the error is there all the same.
      () => wanted && setFrames([]),
    );
    return () => {
      wanted = false;
    };
  }, [sites, stack]);
  return frames;
}
