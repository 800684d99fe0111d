/** `*` stands for one name, `**` for any number of names; `end` closes a path. Symbols, so that `payload["*"]` can mean the name itself. */
const anyName = Symbol("*");
const anyDepth = Symbol("**");
const end = Symbol("end");
type Step = string | typeof anyName | typeof anyDepth | typeof end;

/** Where a walk stands in all the paths at once. */
export interface PathState {
  /** A path ends here. */
  readonly ends: boolean;
  /** `undefined` when no path goes on. */
  next(name: string | number): PathState | undefined;
}

/** The parts of an event that can be redacted without breaking what routes, orders and correlates it. */
const redactable = ["payload", "headers", "actor", "subject", "partitionKey"] as const;
export type Redactable = (typeof redactable)[number];
const roots: ReadonlySet<Step> = new Set([...redactable.map(fold), anyName, anyDepth]);

// A name may be anything but what separates names; brackets hold an index, a wildcard, or a quoted name.
const segment = /(?:^|(?!^)\.)(?<name>[^.[\]]+)|\[(?<index>\d+|\*\*?)\]|\["(?<double>[^"]*)"\]|\['(?<single>[^']*)'\]/y;

/**
 * Paths such as `payload.items[*].token`, as one automaton: its states are sets of places in the paths, made as they are met, and few.
 * Names are compared ignoring case.
 *
 * @throws TypeError for a path that does not begin with a part of the event that can be redacted
 */
export function compilePaths(paths: readonly string[]): PathState | undefined {
  const steps = paths.flatMap<Step>((path) => [...parsePath(path), end]);
  const starts = [0, ...steps.flatMap((step, at) => (step === end ? [at + 1] : []))].filter((at) => at < steps.length);
  const states = new Map<string, PathState>();

  function stateAt(places: readonly number[]): PathState | undefined {
    if (places.length === 0) return undefined;
    const closed = withSkips(steps, places);
    const key = closed.join();
    let state = states.get(key);
    if (!state) states.set(key, (state = createState(steps, closed, stateAt)));
    return state;
  }
  return stateAt(starts);
}

function createState(steps: readonly Step[], places: readonly number[], stateAt: (places: readonly number[]) => PathState | undefined): PathState {
  const names = new Set(places.flatMap((place) => (typeof steps[place] === "string" ? [steps[place]] : [])));
  const nexts = new Map<string | undefined, PathState | undefined>();

  function follow(name: string | undefined): PathState | undefined {
    return stateAt(
      places.flatMap((place) => {
        const step = steps[place];
        if (step === anyDepth) return [place];
        return step === anyName || (step === name && name !== undefined) ? [place + 1] : [];
      }),
    );
  }

  return {
    ends: places.some((place) => steps[place] === end),
    next(name) {
      const folded = names.size > 0 ? fold(String(name)) : undefined;
      const known = folded !== undefined && names.has(folded) ? folded : undefined;
      if (!nexts.has(known)) nexts.set(known, follow(known));
      return nexts.get(known);
    },
  };
}

/** The places, and those after each `**`, which may stand for no name at all. */
function withSkips(steps: readonly Step[], places: readonly number[]): readonly number[] {
  const closed = new Set(places);
  for (const place of closed) if (steps[place] === anyDepth) closed.add(place + 1);
  return [...closed].toSorted((a, b) => a - b);
}

function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  segment.lastIndex = 0;
  while (segment.lastIndex < path.length) {
    const groups = segment.exec(path)?.groups;
    if (!groups) throw new TypeError(`"${path}" is no path: write names separated by dots, and brackets for what is no name, as in payload.items[*]["a.b"].`);
    const plain = groups.name ?? groups.index;
    steps.push(plain === "*" ? anyName : plain === "**" ? anyDepth : fold(plain ?? groups.double ?? groups.single ?? ""));
  }
  const [root] = steps;
  if (root === undefined || !roots.has(root)) throw new TypeError(`"${path}" cannot be redacted: begin with ${redactable.join(", ")}.`);
  return steps;
}

function fold(name: string): string {
  return name.toLowerCase();
}
