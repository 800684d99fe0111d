import type { Readable } from "../readable.ts";
import type { Target } from "../target.ts";
import { TargetHost } from "./host.ts";
import { type LobbyOptions, openLobby } from "./lobby.ts";

/** Tells panels in other pages which buses this page has, and answers for them at once, with nothing left to load. Returns what takes them back. */
export function hostTargets(targets: Readable<readonly Target[]>, options: LobbyOptions = {}): () => void {
  return openLobby(targets, (target, link, hostOptions) => new TargetHost(target, link, hostOptions), options);
}
