import type { Bus, HistoryEntry, Replay, ReplayOptions } from "eventdeck";
import type { ReplayRequest, ReplaysDomain, StartedReplay } from "../domains/replays.ts";
import type { TargetRecord } from "../target.ts";
import { sessionInto } from "./replay-session.ts";

// A finished run can be played again, so it is kept for a while; whoever comes back to an older one starts anew.
const maxFinished = 8;

/** Replays on a bus of this page. @param tell - is told how they go */
export function createReplaysDomain(bus: Bus, tell: (record: TargetRecord) => void): ReplaysDomain & { readonly close: () => void } {
  const runs = new Runs(tell);
  return {
    start: async (request) => runs.add(bus.history.replay(optionsOf(bus, request))),
    play: async (run) => runs.get(run).play(),
    pause: async (run) => runs.get(run).pause(),
    step: (run) => runs.get(run).step(),
    seek: async (run, position) => runs.get(run).seek(position),
    setSpeed: async (run, speed) => runs.get(run).setSpeed(speed),
    stop: async (run) => runs.stop(run),
    async playSession(lines) {
      const { replay, repeated, release } = await sessionInto(bus, lines);
      void replay.done.then(release);
      return { ...runs.add(replay), repeated };
    },
    close: () => runs.close(),
  };
}

class Runs {
  readonly #tell: (record: TargetRecord) => void;
  readonly #replays = new Map<string, Replay>();

  constructor(tell: (record: TargetRecord) => void) {
    this.#tell = tell;
  }

  add(replay: Replay): StartedReplay {
    const { run } = replay;
    this.#replays.set(run, replay);
    replay.state$.subscribe({
      next: (state) => this.#tell({ kind: "replay", run, state, at: Date.now() }),
      complete: () => this.#replays.delete(run),
    });
    this.#dropFinished();
    return { run, state: replay.state };
  }

  /** @throws Error for a run that has ended */
  get(run: string): Replay {
    const replay = this.#replays.get(run);
    if (!replay) throw new Error(`The replay ${run} has been stopped: start another one.`);
    return replay;
  }

  stop(run: string): void {
    this.#replays.get(run)?.stop();
  }

  close(): void {
    for (const replay of this.#replays.values()) replay.stop();
  }

  #dropFinished(): void {
    const finished = [...this.#replays.values()].filter(({ state }) => state.status === "finished");
    for (const replay of finished.slice(0, Math.max(0, finished.length - maxFinished))) replay.stop();
  }
}

function optionsOf(bus: Bus, { filter, positions, only, ...request }: ReplayRequest): ReplayOptions {
  const listeners = only && bus.subscriptions().filter(({ id }) => only.includes(id));
  if (!positions) return { ...request, query: filter, only: listeners };
  const wanted = new Set(positions);
  const query = (_event: unknown, { position }: HistoryEntry) => wanted.has(position);
  return { ...request, query, only: listeners, ...boundsOf(positions) };
}

function boundsOf(positions: readonly number[]): { readonly from: number; readonly to: number } {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const position of positions) {
    from = Math.min(from, position);
    to = Math.max(to, position);
  }
  return { from: positions.length === 0 ? 1 : from, to };
}
