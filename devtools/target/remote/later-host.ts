import type { Target } from "../target.ts";
import type { HostOptions } from "./host.ts";
import type { Link } from "./link.ts";
import type { ToHost, ToPanel } from "./wire.ts";

/** Answers panels in other pages for one bus until it is closed. */
export type MakeHost = (target: Target, link: Link<ToHost, ToPanel>, options: HostOptions) => { close(): void };

/** More than that was said while the code that answers was on its way: what came first goes. A panel that misses an answer asks again. */
const mostEarly = 1_000;

/** Answers with code that is loaded when another page asks for the first time, which most pages never do. */
export const laterHost: MakeHost = (target, link, options) => {
  let host: { close(): void } | undefined;
  let loading = false;
  let closed = false;
  let take: ((message: ToHost) => void) | undefined;
  const early: ToHost[] = [];
  const load = async () => {
    loading = true;
    try {
      const { TargetHost } = await import("./host.ts");
      if (closed) return;
      host = new TargetHost(target, { ...link, listen: (next) => (take = next) }, options);
      for (const message of early.splice(0)) take?.(message);
    } catch {
      // The page that asked says by itself that nobody answers; its next question tries again.
      early.length = 0;
    }
    loading = false;
  };
  link.listen((message) => {
    if (take) return take(message);
    if (early.push(message) > mostEarly) early.shift();
    if (!loading) void load();
  });
  return {
    close() {
      closed = true;
      if (host) host.close();
      else link.close();
    },
  };
};
