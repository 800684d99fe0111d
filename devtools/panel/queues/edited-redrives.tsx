import { useEffect, useState } from "react";
import { filterTerm, formatTime, type LetterEdited, queuesOf, type QueuesState, visibleText } from "../../model/index.ts";
import { usePanel } from "../panel-context.ts";
import { EventLink } from "./letter-links.tsx";

interface EditedRedrivesProps {
  readonly id: string;
  readonly label: string;
  /** Whether they stand beside the event itself, to which nobody needs a link then. */
  readonly beside: boolean;
}

/** What was put back with another payload on the way to an event and on from it, by whoever: each with the event before it and what became of the new one. */
export function EditedRedrives({ id, label, beside }: EditedRedrivesProps) {
  const edited = useEdited(id);
  if (edited.length === 0) return null;
  const shown = beside ? id : undefined;
  return (
    <section className="redrives" aria-label={label}>
      <ol>
        {edited.map((each) => (
          <li key={each.to}>
            <span className="muted number">{formatTime(each.at).slice(0, 8)}</span>{" "}
            {each.from === shown ? (
              <strong>This event</strong>
            ) : (
              <EventLink id={each.from} name={each.from === edited[0]?.from ? "The original" : "A copy of it"} />
            )}{" "}
            was put back into <bdi>{visibleText(each.queue)}</bdi> with another payload, as{" "}
            {each.to === shown ? <strong>this event</strong> : <bdi className="mono">{visibleText(each.to)}</bdi>}:{" "}
            <CopyState edited={each} replaced={edited.some(({ from }) => from === each.to)} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Asks again whenever the figures of the queues have changed: what was put back may be dealt with by then, or be dead again. */
function useEdited(id: string): readonly LetterEdited[] {
  const { deck } = usePanel();
  const [edited, setEdited] = useState<readonly LetterEdited[]>([]);
  useEffect(() => {
    const { queues } = deck.target;
    const model = queuesOf(deck);
    let wanted = true;
    let figures: string | undefined;
    const ask = () => {
      if (figures === (figures = figuresOf(model.state))) return;
      // What cannot be asked is not known to have been edited; the view around it says that the bus is out of reach.
      queues.edited(id).then(
        (found) => wanted && setEdited(found),
        () => wanted && setEdited([]),
      );
    };
    const ends = [model.connect(), model.subscribe(ask)];
    ask();
    return () => {
      wanted = false;
      for (const end of ends) end();
    };
  }, [deck, id]);
  return edited;
}

function figuresOf({ queues }: QueuesState): string {
  return queues.map(({ name, dead, ready, unacked, delayed, acked }) => [name, dead, ready, unacked, delayed, acked].join(" ")).join();
}

function CopyState({ edited: { queue, to, state, letter }, replaced }: { readonly edited: LetterEdited; readonly replaced: boolean }) {
  const { deck, panel } = usePanel();
  if (state === "queued") return <span>it is in the queue</span>;
  if (state === "dead" && letter !== undefined) {
    const open = () => {
      panel.go("queues");
      void queuesOf(deck).open(queue, { id: letter, eventId: to });
    };
    return (
      <>
        <span className="bad">it is a dead letter again</span>{" "}
        <button type="button" className="link" onClick={open}>
          Open its letter
        </button>
      </>
    );
  }
  const show = () => {
    panel.go("events");
    deck.events.filter(`${filterTerm("id", to)} OR ${filterTerm("causation", to)}`);
  };
  return (
    <>
      <span>{replaced ? "it died too, and was edited once more" : "it has left the queue"}</span>{" "}
      <button type="button" className="link" onClick={show}>
        What came of it
      </button>
    </>
  );
}
