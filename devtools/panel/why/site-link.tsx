import { useEffect, useState, type MouseEvent } from "react";
import { placeText } from "../../model/index.ts";
import { usePanel } from "../panel-context.ts";
import { siteOpener } from "./site-opener.ts";

interface SiteLinkProps {
  /** Path or address. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column?: number;
  /** Why it is a place in what ran, and not in what was written. */
  readonly unmapped?: string;
}

/** A place in the source: opens in the editor where that can be done, and is copied where it cannot. */
export function SiteLink({ file, line, column, unmapped }: SiteLinkProps) {
  const { panel } = usePanel();
  const [said, setSaid] = useState<string>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => setSaid(undefined), 1_500);
    return () => clearTimeout(timer);
  }, [said]);
  const { opens, open } = siteOpener(panel.openInEditor);
  const place = placeText({ file, line });
  const whole = `${file}:${line}${column === undefined ? "" : `:${column}`}`;
  const does = opens ? `Open ${whole} in the editor` : `Copy ${whole}`;
  const onClick = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    open(currentTarget, file, line, column).then(setSaid, () => setSaid("refused"));
  };
  return (
    <button
      type="button"
      className="site-link"
      onClick={onClick}
      title={unmapped === undefined ? does : `${does}. ${unmapped}`}
      aria-label={`${place}: ${does}`}
    >
      {place}
      {unmapped !== undefined && <span className="site-unmapped"> not mapped</span>}
      {said !== undefined && (
        <span className="site-said" role="status">
          {said}
        </span>
      )}
    </button>
  );
}
