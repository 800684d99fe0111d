import { useRef, useState } from "react";
import { formatMs, formatTime, type LinkLine, linksOf, type LinksState, visibleText } from "../../model/index.ts";
import { Confirm } from "../confirm.tsx";
import { CopyButton } from "../detail/copy-button.tsx";
import { icons } from "../icons.tsx";
import { count } from "../numbers.ts";
import { usePanel } from "../panel-context.ts";
import { LinkFaults } from "./link-faults.tsx";
import { clockText } from "./link-text.ts";

interface DetailProps {
  readonly link: LinkLine;
  readonly faults: NonNullable<LinksState["opened"]>["faults"];
  readonly onClose: () => void;
}

/** The particulars of one link: what goes over it, who is there, how it is doing, what went wrong; and what can be done with it. */
export function LinkDetail({ link, faults, onClose }: DetailProps) {
  const { deck } = usePanel();
  const [asking, setAsking] = useState(false);
  const close = useRef<HTMLButtonElement>(null);
  const name = visibleText(link.name);
  const onAnswer = (yes: boolean) => {
    if (yes) void linksOf(deck).close(link.id);
    setAsking(false);
    // The button that asked goes with the link.
    close.current?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it, wherever the focus is inside
    <section className="link-detail" aria-label={`Link ${name}`} onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <h3>
        <bdi>{name}</bdi> <span className="muted">{link.kind}</span>
        <span className="grow" />
        {link.state !== "closed" && (
          <button type="button" className="button small" onClick={() => setAsking(true)}>
            Close the link …
          </button>
        )}
        <CopyButton what="diagnostics as JSON" text={() => linksOf(deck).diagnosticsOf(link.id)} />
        <button ref={close} type="button" className="icon-button" aria-label="Close the particulars" title="Close (Escape)" onClick={onClose}>
          {icons.close}
        </button>
      </h3>
      {asking && (
        // Nothing opens it again but the application.
        <Confirm label={`Close ${name}?`} yes="Close it" onDone={onAnswer}>
          Close{" "}
          <strong>
            <bdi>{name}</bdi>
          </strong>
          ? Nothing goes over it any more until the application connects again.
        </Confirm>
      )}
      <Facts link={link} />
      <LinkFaults faults={faults} of={link.faultCount} />
    </section>
  );
}

function Facts({ link }: { readonly link: LinkLine }) {
  const { publish, subscribe, openedAt, kind, health } = link;
  return (
    <dl className="link-facts">
      <dt>Publishes</dt>
      <dd>
        <SelectorText selector={publish} />
      </dd>
      <dt>Hears</dt>
      <dd>
        <SelectorText selector={subscribe} />
      </dd>
      <dt>Began</dt>
      <dd className="mono">{formatTime(openedAt)}</dd>
      {kind === "link" && <FarSide link={link} />}
      <dt>Health</dt>
      <dd>
        <ul className="checks">
          {Object.entries(health.checks).map(([name, { status, detail }]) => (
            <li key={name}>
              <span className="status" data-status={status}>
                {name}
              </span>
              <span className="muted">{visibleText(detail ?? status)}</span>
            </li>
          ))}
        </ul>
      </dd>
    </dl>
  );
}

function FarSide({ link: { peers, peerCount, clocks } }: { readonly link: LinkLine }) {
  return (
    <>
      <dt>Far side</dt>
      <dd>
        {peerCount === 0 && "nobody was heard of lately"}
        <ul className="link-peers">
          {peers.map(({ instance, source }) => {
            const clock = clocks.find((each) => each.instance === instance);
            return (
              <li key={instance}>
                {source !== "" && <bdi>{visibleText(source)} </bdi>}
                <bdi className="mono">{visibleText(instance)}</bdi>{" "}
                <span className="muted">{clock ? `${formatMs(clock.roundTripMs)} there and back, ${clockText(clock)}` : "distance not measured yet"}</span>
              </li>
            );
          })}
        </ul>
        {peerCount > peers.length && `and ${count(peerCount - peers.length)} more`}
        <p className="muted">What comes from there stands in the list by when it arrived here, and on the timeline by when it was sent, by the clock here.</p>
      </dd>
    </>
  );
}

function SelectorText({ selector }: { readonly selector: string | undefined }) {
  return selector === undefined ? <span className="muted">nothing</span> : <bdi className="mono">{visibleText(selector)}</bdi>;
}
