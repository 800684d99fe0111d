import { useEffect, useState } from "react";
import { type DeckModel, firstOwnFrame } from "../../model/index.ts";
import { SiteLink } from "../why/site-link.tsx";

interface Site {
  readonly file: string;
  readonly line: number;
}

/** Where an event was emitted. Nothing when no stack was taken. */
export function EmitSite({ deck, position }: { readonly deck: DeckModel; readonly position: number }) {
  const site = useSite(deck, position);
  if (!site) return null;
  return (
    <span className="emit-site">
      <span className="emit-site-word">emitted at </span>
      <SiteLink {...site} />
    </span>
  );
}

function useSite({ target }: DeckModel, position: number): Site | undefined {
  const [found, setFound] = useState<{ readonly position: number; readonly site: Site | undefined }>();
  useEffect(() => {
    let wanted = true;
    target.sites.ofEvent(position).then(
      (frames) => wanted && setFound({ position, site: frames && firstOwnFrame(frames) }),
      // Without an answer there is no place to show; the tab Why says more of stacks.
      () => wanted && setFound(undefined),
    );
    return () => {
      wanted = false;
    };
  }, [target, position]);
  return found?.position === position ? found.site : undefined;
}
