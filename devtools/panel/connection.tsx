import { mostRemote, type Target } from "../target/index.ts";
import { formatTime, visibleText } from "../model/index.ts";
import { count } from "./numbers.ts";
import { usePanel } from "./panel-context.ts";
import { useStore } from "./use-store.ts";

/** What is to be known of a bus in another page: that its connection is lost, since when, why and what can be done. */
export function Connection() {
  const { deck } = usePanel();
  const { target } = deck;
  const { connection, lost } = useStore(target.status);
  return (
    // Always there, since a live region that comes with its text is not read aloud.
    <div className="connection" role="status" data-lost={connection === "lost" || undefined}>
      {connection === "lost" && (
        <>
          <strong>
            <bdi>{visibleText(target.name)}</bdi> in <bdi>{visibleText(target.place)}</bdi>: connection lost{lost && ` at ${formatTime(lost.at)}`}
          </strong>
          <span>{lost?.why} What it had told is still here.</span>
        </>
      )}
      {connection === "connected" && <Bounded deck={deck} />}
    </div>
  );
}

function Bounded({ deck }: Pick<ReturnType<typeof usePanel>, "deck">) {
  const { evicted } = useStore(deck.events);
  const left = leftThere(deck.target, evicted);
  return left > 0 ? (
    <span className="muted">
      The newest {count(mostRemote)} events are here; {count(left)} older ones stayed in the other page, whose panel shows them.
    </span>
  ) : null;
}

/** Events that are retained over there and not here. */
function leftThere({ log }: Target, evicted: number): number {
  return Math.max(0, log.firstPosition - 1 - evicted);
}
