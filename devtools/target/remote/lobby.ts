import type { Readable } from "../readable.ts";
import type { Target } from "../target.ts";
import type { HostOptions } from "./host.ts";
import type { MakeHost } from "./later-host.ts";
import { type Link, linkOver } from "./link.ts";
import { pageName } from "./page-name.ts";
import { type Rendezvous, sameOrigin } from "./rendezvous.ts";
import { channelOf, type LobbyMessage, lobbyName, protocolVersion, type TargetInfo, type ToHost, type ToPanel } from "./wire.ts";

export interface LobbyOptions extends Omit<HostOptions, "presence"> {
  /** Where the pages and panels are. @default those of this origin */
  readonly rendezvous?: Rendezvous;
  /** What this page speaks. @default the version of this package's protocol */
  readonly version?: number;
}

/**
 * Tells panels in other pages which buses this page has, and has them answered. Returns what takes them back.
 *
 * @param makeHost - what answers for a bus
 * @param options - `place` is what panels call this page, where it cannot say that itself
 */
export function openLobby(
  targets: Readable<readonly Target[]>,
  makeHost: MakeHost,
  { rendezvous = sameOrigin(), version = protocolVersion, place, ...options }: LobbyOptions & { readonly place?: string } = {},
): () => void {
  if (!rendezvous) return () => undefined;
  const { openChannel, presence } = rendezvous;
  const page = pageName();
  const lobby: Link<LobbyMessage, LobbyMessage> = linkOver(openChannel(lobbyName));
  const hosts = new Map<Target, ReturnType<MakeHost>>();
  let ready = presence === undefined;
  const say = () => {
    if (ready) lobby.post({ kind: "here", page, version, targets: targets.state.map((target) => infoOf(target, place)) });
  };
  const follow = () => {
    for (const [target, host] of hosts) {
      if (targets.state.includes(target)) continue;
      host.close();
      hosts.delete(target);
    }
    for (const target of targets.state) {
      if (!hosts.has(target)) hosts.set(target, makeHost(target, linkOver<ToHost, ToPanel>(openChannel(channelOf(target.id))), { ...options, presence }));
    }
    say();
  };
  lobby.listen((message) => {
    if (message.kind === "who" && message.page !== page) say();
  });
  // Nobody hears of this page before it can be told when it goes.
  const leave = presence?.hold(page, () => {
    ready = true;
    say();
  });
  const unfollow = targets.subscribe(follow);
  follow();
  return () => {
    unfollow();
    for (const host of hosts.values()) host.close();
    lobby.post({ kind: "gone", page, version });
    lobby.close();
    leave?.();
  };
}

function infoOf({ id, name, source, place }: Target, otherPlace = place): TargetInfo {
  return { id, name, source, place: otherPlace };
}
