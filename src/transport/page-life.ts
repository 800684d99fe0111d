import type { TransportHost } from "./transport.ts";

/** What is asked of the page, where there is one. */
interface Page extends Listened {
  readonly document: Listened;
}
interface Listened {
  addEventListener(type: string, listener: (event: { readonly persisted?: boolean }) => void): void;
  removeEventListener(type: string, listener: (event: { readonly persisted?: boolean }) => void): void;
}

/** What happens to the page that a link is in. */
export interface PageLife {
  /** It is left, and kept for going back to: whatever is open then, and hears anything meanwhile, has it thrown away instead. */
  readonly kept: () => void;
  /** It is left for good. */
  readonly closed: () => void;
  /** It stays where it is, and nothing in it runs for a while. */
  readonly frozen: () => void;
  /** It goes on after one of these. */
  readonly resumed: () => void;
}

/** For a link whose way to the far side is neither opened nor shut by it. */
export function followPageFor(host: TransportHost): () => void {
  return followPage({
    kept: () => {
      host.away();
      host.state("reconnecting");
    },
    closed: () => host.state("closed"),
    frozen: () => host.away(),
    resumed: () => host.state("connected"),
  });
}

/**
 * Tells what happens to the page, until the function that is returned is called. Workers and Node have no page, and are told nothing.
 *
 * @see https://developer.chrome.com/docs/web-platform/page-lifecycle-api
 */
export function followPage(life: PageLife): () => void {
  const scope: object = globalThis;
  if (!isPage(scope)) return () => undefined;
  let isKept = false;
  const hide = ({ persisted = false }): void => {
    isKept = persisted;
    if (persisted) life.kept();
    else life.closed();
  };
  const show = ({ persisted = false }): void => {
    isKept = false;
    if (persisted) life.resumed();
  };
  // A page that is kept is frozen too, and resumed before it is shown.
  const whileShown = (tell: () => void) => () => {
    if (!isKept) tell();
  };
  const listeners = [
    [scope, "pagehide", hide],
    [scope, "pageshow", show],
    [scope.document, "freeze", whileShown(life.frozen)],
    [scope.document, "resume", whileShown(life.resumed)],
  ] as const;
  for (const [target, type, listener] of listeners) target.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of listeners) target.removeEventListener(type, listener);
  };
}

function isPage(scope: object): scope is Page {
  return "document" in scope && "addEventListener" in scope;
}
