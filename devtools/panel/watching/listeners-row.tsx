import { formatMs, formatTime, type ListenerRow, listenersOf, visibleText } from "../../model/index.ts";
import { icons } from "../icons.tsx";
import type { Ending } from "./listeners-confirm.tsx";
import { count, counted } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { useStore } from "../use-store.ts";

interface RowPlace {
  readonly id: string;
  readonly rowIndex: number;
  readonly focused: boolean;
  readonly onFocus: () => void;
}

/** A type or a name, with what is below it. */
export function GroupRow({ row, id, rowIndex, focused, onFocus }: RowPlace & { readonly row: Extract<ListenerRow, { readonly kind: "group" }> }) {
  const { deck } = usePanel();
  const { coverage } = row;
  const click = () => {
    onFocus();
    listenersOf(deck).toggle(row.key);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the table's
    <div
      id={id}
      className="lt-row lt-group"
      role="row"
      tabIndex={-1}
      aria-level={1}
      aria-expanded={row.open}
      aria-rowindex={rowIndex}
      data-focus={focused}
      onClick={click}
    >
      <span role="gridcell">
        {/* The row's own click does it, also for a press by keyboard. */}
        <button type="button" className="toggle" tabIndex={focused ? 0 : -1} aria-expanded={row.open}>
          {icons.chevron}
          <span className={coverage ? "mono cut" : "cut"}>{visibleText(row.title)}</span>
        </button>
      </span>
      <span className="cut lt-about" role="gridcell">
        {row.count === 0 ? <span className="unheard">nobody listens</span> : counted(row.count, "listener")}
        {coverage && <span className="muted"> · {coverage.emitted === 0 ? "never emitted" : `${count(coverage.emitted)} emitted`}</span>}
        {coverage && coverage.nearest.length > 0 && <span className="muted"> · nearest: {visibleText(coverage.nearest.join(", "))}</span>}
      </span>
    </div>
  );
}

interface LineProps extends RowPlace {
  readonly row: Extract<ListenerRow, { readonly kind: "listener" }>;
  readonly onEnd: (ending: Ending) => void;
}

/** One subscription. */
export function LineRow({ row: { listener, level }, id, rowIndex, focused, onFocus, onEnd }: LineProps) {
  const { deck } = usePanel();
  const { stats } = listener;
  const name = visibleText(listener.name);
  const selector = visibleText(listener.selector);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the table's
    <div
      id={id}
      className="lt-row lt-body"
      role="row"
      tabIndex={-1}
      aria-level={level}
      aria-rowindex={rowIndex}
      data-focus={focused}
      data-level={level}
      onClick={onFocus}
    >
      <span className="cut" role="gridcell" title={listener.site ? `${listener.site.file}:${listener.site.line}` : name}>
        <span className="cut">{name}</span>
      </span>
      <span className="mono cut" role="gridcell" title={selector}>
        {selector}
      </span>
      <span className="num muted" role="gridcell" data-column="since">
        {formatTime(listener.createdAt).slice(0, 8)}
      </span>
      <Count value={stats.delivered} of="delivered" />
      <Count value={stats.failed} of="failed" bad />
      <Count value={stats.skipped} of="skipped" />
      <Count value={stats.pending} of="pending" />
      <Duration p95={listener.p95} />
      <span className="lt-actions" role="gridcell">
        <button
          type="button"
          className="icon-button small"
          tabIndex={focused ? 0 : -1}
          aria-label={`Where ${name} was made`}
          title="Where it was made (Enter)"
          onClick={() => void listenersOf(deck).open(listener.id)}
        >
          {icons.search}
        </button>
        <button
          type="button"
          className="icon-button small"
          tabIndex={focused ? 0 : -1}
          aria-label={`End ${name}`}
          title="End it (Delete)"
          onClick={() => onEnd({ ids: [listener.id], name })}
        >
          {icons.close}
        </button>
      </span>
    </div>
  );
}

function Duration({ p95 }: { readonly p95: number | undefined }) {
  const recording = useStore(usePanel().deck.recording);
  const about = recording ? "Not measured: none was delivered while the panel watched" : "Not watched: recording is off";
  return (
    <span className={p95 === undefined ? "num zero" : "num"} role="gridcell" data-column="p95" title={p95 === undefined ? about : undefined}>
      <span className="narrow-word">p95 </span>
      {p95 !== undefined ? formatMs(p95) : recording ? "–" : "not watched"}
    </span>
  );
}

function Count({ value, of, bad = false }: { readonly value: number; readonly of: string; readonly bad?: boolean }) {
  return (
    <span className={value === 0 ? "num zero" : bad ? "num bad" : "num"} role="gridcell" data-column={of}>
      {count(value)}
      <span className="narrow-word"> {of}</span>
    </span>
  );
}
