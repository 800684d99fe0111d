import type { QueueInfo } from "eventdeck/queue";
import { formatMs, type QueueColumn, queueColumns, queuesOf, visibleText } from "../../model/index.ts";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

const names: Readonly<Record<QueueColumn, string>> = {
  name: "Queue",
  ready: "Ready",
  unacked: "Unacked",
  delayed: "Delayed",
  dead: "Dead",
  consumers: "Consumers",
  oldestMs: "Oldest",
  retried: "Retried",
  expired: "Expired",
  dropped: "Dropped",
};

/** Every queue in a row; the one that is pressed is looked at below. */
export function QueueTable() {
  const { deck } = usePanel();
  const { queues, sort, chosen } = useStore(queuesOf(deck));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
    <div className="numbers-scroll queue-scroll" tabIndex={0} role="group" aria-label="Queues, figures">
      <table className="numbers" aria-label="Queues">
        <thead>
          <tr>
            {queueColumns.map((column) => (
              <th key={column} scope="col" aria-sort={sort.column === column ? (sort.descending ? "descending" : "ascending") : "none"}>
                <button type="button" onClick={() => queuesOf(deck).sortBy(column)}>
                  {names[column]}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {queues.map((info) => (
            <QueueRow key={info.name} info={info} chosen={info.name === chosen?.name} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function QueueRow({ info, chosen }: { readonly info: QueueInfo; readonly chosen: boolean }) {
  const { deck } = usePanel();
  return (
    <tr data-chosen={chosen}>
      <th scope="row">
        <button type="button" className="link" aria-pressed={chosen} title={visibleText(info.name)} onClick={() => queuesOf(deck).choose(info.name)}>
          <bdi>{visibleText(info.name)}</bdi>
        </button>
        {info.paused && <span className="queue-paused"> paused</span>}
      </th>
      {queueColumns.slice(1).map((column) => (
        <td key={column} className={column === "dead" && info.dead > 0 ? "bad" : undefined}>
          {column === "oldestMs" ? ageOf(info) : count(Number(info[column]))}
        </td>
      ))}
    </tr>
  );
}

/** Nothing waits is no age of 0. */
function ageOf({ ready, unacked, delayed, oldestMs }: QueueInfo): string {
  return ready + unacked + delayed === 0 ? "–" : formatMs(oldestMs);
}
