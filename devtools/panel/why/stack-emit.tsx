import { useEffect, useState } from "react";
import type { HistoryEntry } from "eventdeck";
import type { Frame } from "../../target/index.ts";
import { type DeckModel, firstOwnFrame } from "../../model/index.ts";
import { SiteLink } from "./site-link.tsx";
import { StackView } from "./stack-view.tsx";

interface EmitStackProps {
  readonly deck: DeckModel;
  readonly entry: HistoryEntry;
}

interface Asked {
  readonly position: number;
  readonly frames?: readonly Frame[];
  readonly recording: boolean;
}

/** Where the event was emitted: the first place in the application's own code, with the stack below it. Where nobody knows, a button that takes stacks from now on. */
export function EmitStack({ deck, entry: { position } }: EmitStackProps) {
  const { sites } = deck.target;
  const [asked, setAsked] = useState<Asked>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let wanted = true;
    Promise.all([sites.ofEvent(position), sites.cost()]).then(
      ([frames, { recording }]) => wanted && setAsked({ position, frames, recording }),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, [sites, position]);
  const record = () => {
    sites.record(true).then(
      () => setAsked((last) => last && { ...last, recording: true }),
      () => setFailed(true),
    );
  };
  if (failed) return <span className="emit-site">emit site: the bus is out of reach</span>;
  if (asked?.position !== position) return <span className="emit-site" />;
  const { frames, recording } = asked;
  const own = frames && firstOwnFrame(frames);
  if (!frames) {
    return (
      <span className="emit-site">
        emit site not recorded{recording ? "" : " "}
        {recording ? (
          <span>; those of new events are</span>
        ) : (
          <button type="button" className="link" onClick={record} title="Takes a stack with each emit, at most 200 a second and for 2 % of the time">
            Record from now on
          </button>
        )}
      </span>
    );
  }
  return (
    <div className="emit-site">
      <span>emitted at</span>
      {own ? <SiteLink {...own} /> : <span>no place in the application&apos;s own code</span>}
      {frames.length > 1 && <StackView frames={frames} />}
    </div>
  );
}
