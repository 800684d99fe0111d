import { useEffect, useState } from "react";
import { filterTerm, nearestTypes, typeAskedFor, visibleText } from "../../model/index.ts";
import { ComposeButton } from "../compose/compose-button.tsx";
import { count, counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";
import { useVocabulary } from "./use-vocabulary.ts";

/** What the list says when it has no rows, and what to do about it. */
export function EmptyList() {
  const { deck } = usePanel();
  const { query, pressed, total } = useStore(deck.events);
  const recording = useStore(deck.recording);
  if (query !== "" || pressed.length > 0) return <NoMatch />;
  if (!deck.target.log.limits && deck.target.status.state.connection === "connected" && deck.target.where !== "remote") return <HistoryOff />;
  if (!recording && total > 0) return <Standing />;
  return <NothingYet />;
}

function NoMatch() {
  const { events } = usePanel().deck;
  const { total, progress, text } = useStore(events);
  const { vocabulary, ask } = useVocabulary();
  useEffect(ask, [ask]);
  const near = nearestTypes(typeAskedFor(text), vocabulary.types);
  const clear = () => {
    events.pressOnly([]);
    events.filter("");
  };
  return (
    <div className="empty">
      <strong>
        {progress < 1 ? "Searching" : "0"} of {count(total)}
      </strong>
      <p>{progress < 1 ? `${Math.round(progress * 100)} % looked at` : "No event matches this filter."}</p>
      {progress === 1 && near.length > 0 && (
        <p>
          Did you mean{" "}
          {near.map((type) => (
            <button key={type} type="button" className="link mono empty-type" onClick={() => events.filter(filterTerm("type", type))}>
              {visibleText(type)}
            </button>
          ))}
          ?
        </p>
      )}
      <button type="button" className="button" onClick={clear}>
        Clear
      </button>
    </div>
  );
}

function HistoryOff() {
  return (
    <div className="empty">
      <strong>This bus keeps no history</strong>
      <p>
        It was made with <code>history: false</code>. Leave that out, or bound it: <code>{"createBus({ history: { maxEvents: 10_000 } })"}</code>
      </p>
    </div>
  );
}

function Standing() {
  const { deck } = usePanel();
  return (
    <div className="empty">
      <strong>Not recording</strong>
      <p>The list stands still until it is recorded again.</p>
      <button type="button" className="button" onClick={() => deck.record(true)}>
        Record
      </button>
    </div>
  );
}

function NothingYet() {
  const { deck } = usePanel();
  const { target } = deck;
  const [listeners, setListeners] = useState<number>();
  useEffect(() => {
    let gone = false;
    // A page that has gone answers nothing; the list says that it has gone.
    void target.listeners.list().then(
      (list) => gone || setListeners(list.filter(({ active }) => active).length),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [target]);
  return (
    <div className="empty">
      <strong>
        Attached to {visibleText(target.name)}
        {listeners !== undefined && `, ${counted(listeners, "listener")}`}
      </strong>
      <p>Nothing has been published yet. The first event appears here, with whom it reached and how long that took.</p>
      {target.where !== "file" && (
        <p>
          <ComposeButton text="Compose" />
        </p>
      )}
      <p>
        <code>bus.emit(itemAdded({'{ sku: "A-1" }'}))</code>
      </p>
    </div>
  );
}
