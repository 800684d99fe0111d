import { formatTime, type LinkLine, linksOf, type LinksState, visibleText } from "../../model/index.ts";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { farSide, linkStatus, rateText, roundTripText } from "./link-text.ts";

const columns = [
  "Link",
  "State",
  "Far side",
  "Round trip",
  "Sent",
  "per second",
  "Received",
  "per second",
  "Gaps",
  "Rejected",
  "Dropped",
  "Duplicates",
  "Backlog",
];

/** The links of a bus, one a row. */
export function LinksTable({ state: { links, opened } }: { readonly state: LinksState }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
    <div className="links-scroll" tabIndex={0} role="group" aria-label="Links, figures">
      <table className="numbers links" aria-label="Links">
        <thead>
          <tr>
            {columns.map((name, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {links.map((link) => (
            <Row key={link.id} link={link} open={opened?.id === link.id} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ link, open }: { readonly link: LinkLine; readonly open: boolean }) {
  const { deck } = usePanel();
  const { id, name, kind, state, since, stats, perSecond, backlog, maxBacklog } = link;
  return (
    <tr data-open={open || undefined}>
      <th scope="row" title={visibleText(name)}>
        <span className="link-name">
          <button type="button" className="link" data-link={id} aria-expanded={open} onClick={() => linksOf(deck).open(id)}>
            <bdi>{visibleText(name)}</bdi>
          </button>{" "}
          <span className="muted">
            {kind} {id}
          </span>
        </span>
      </th>
      <td className="link-state">
        <span className="status" data-status={linkStatus(link)}>
          {state}
        </span>{" "}
        <span className="muted">since {formatTime(since).slice(0, 8)}</span>
      </td>
      <td>{farSide(link)}</td>
      <td title={link.clocks.length === 0 ? "Not measured: it is taken when events go there" : undefined}>{roundTripText(link)}</td>
      <td>{count(stats.sent)}</td>
      <td className="muted">{rateText(perSecond.sent)}</td>
      <td>{count(stats.received)}</td>
      <td className="muted">{rateText(perSecond.received)}</td>
      <Trouble value={stats.gaps} />
      <Trouble value={stats.rejected} />
      <Trouble value={stats.dropped} />
      <td>{count(stats.duplicates)}</td>
      <td title={`At most ${count(maxBacklog)}: past that the oldest are dropped`}>{count(backlog)}</td>
    </tr>
  );
}

function Trouble({ value }: { readonly value: number }) {
  return <td className={value > 0 ? "bad" : undefined}>{count(value)}</td>;
}
