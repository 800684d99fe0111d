import { Store, type Readable } from "../../target/index.ts";

/** What an outline is made of: a line, and the lines that it opens to. */
export interface OutlineNode<Self> {
  /** Tells it from its siblings, also those of a later tree of the same shape. */
  readonly key: string;
  /** What it is found by when somebody types. */
  readonly label: string;
  readonly expandable: boolean;
  /** Open until somebody closes it. @default false */
  readonly startsOpen?: boolean;
  children(): readonly Self[];
}

/** A line of the outline as it stands now. */
export interface OutlineLine<Node> {
  readonly node: Node;
  /** From 0. */
  readonly depth: number;
  readonly open: boolean;
  /** Index of the line that it is inside of; -1 for the first. */
  readonly parent: number;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
}

export interface OutlineState<Node> {
  readonly lines: readonly OutlineLine<Node>[];
  /** Index of the line that the keys move. */
  readonly cursor: number;
}

/** What was opened and closed, by keys: another tree of the same shape can begin with it. */
export interface Opened {
  open?: boolean;
  readonly inside: Map<string, Opened>;
}

// Each opening adds a hundred lines or so; who opens this many does not read them.
const mostLines = 100_000;
const mostOpenedAtOnce = 200;

/** A tree whose nodes open and close, as lines, with a cursor. It knows nothing of what the nodes show. */
export class OutlineModel<Node extends OutlineNode<Node>> implements Readable<OutlineState<Node>> {
  readonly #store: Store<OutlineState<Node>>;
  readonly #root: Node;
  readonly #opened: Opened;
  #openedOf: Opened[] = [];

  /** @param opened what stands open at first: that of another outline of the same shape */
  constructor(root: Node, opened: Opened = { open: true, inside: new Map() }) {
    this.#root = root;
    this.#opened = opened;
    this.#store = new Store<OutlineState<Node>>({ lines: this.#flatten(), cursor: 0 });
  }

  get state(): OutlineState<Node> {
    return this.#store.state;
  }

  get subscribe(): (listener: () => void) => () => void {
    return this.#store.subscribe;
  }

  moveTo(line: number): void {
    const cursor = Math.max(0, Math.min(line, this.state.lines.length - 1));
    if (cursor !== this.state.cursor) this.#store.set({ ...this.state, cursor });
  }

  /** Opens or closes a line. @default the other of the two */
  toggle(line: number, to?: boolean): void {
    const at = this.state.lines[line];
    const opened = this.#openedOf[line];
    if (!at?.node.expandable || !opened) return;
    const open = to ?? !at.open;
    if (open === at.open) return this.moveTo(line);
    opened.open = open;
    this.#rebuild(line);
  }

  /** Opens all siblings of a line. */
  openSiblings(line: number): void {
    const at = this.state.lines[line];
    if (!at) return;
    let count = 0;
    this.state.lines.forEach(({ node, parent }, index) => {
      const opened = this.#openedOf[index];
      if (parent !== at.parent || !node.expandable || !opened || count === mostOpenedAtOnce) return;
      opened.open = true;
      count += 1;
    });
    const { node } = at;
    this.#rebuild(line);
    this.moveTo(this.state.lines.findIndex((candidate) => candidate.node === node));
  }

  /** Opens the way down to a node and puts the cursor there. @param next of the nodes in a node, the one that is on the way; `undefined` at its end */
  reveal(next: (node: Node) => Node | undefined): void {
    let node = this.#root;
    let opened = this.#opened;
    for (let child = next(node); child; child = next(node)) {
      opened.open = true;
      opened = insideOf(opened, child.key);
      node = child;
    }
    this.#store.set({ lines: this.#flatten(), cursor: 0 });
    this.moveTo(this.state.lines.findIndex((line) => line.node === node));
  }

  #rebuild(cursor: number): void {
    const lines = this.#flatten();
    this.#store.set({ lines, cursor: Math.max(0, Math.min(cursor, lines.length - 1)) });
  }

  // A loop, since a value may be nested deeper than a stack is.
  #flatten(): readonly OutlineLine<Node>[] {
    const lines: OutlineLine<Node>[] = [];
    this.#openedOf = [];
    const waiting: (Omit<OutlineLine<Node>, "open"> & { readonly opened: Opened })[] = [
      { node: this.#root, depth: 0, parent: -1, place: 1, siblings: 1, opened: this.#opened },
    ];
    for (let next = waiting.pop(); next && lines.length < mostLines; next = waiting.pop()) {
      const { opened, ...line } = next;
      const { node, depth } = line;
      const open = node.expandable && (opened.open ?? node.startsOpen ?? false);
      const parent = lines.push({ ...line, open }) - 1;
      this.#openedOf.push(opened);
      if (!open) continue;
      const children = node.children();
      for (let index = children.length - 1; index >= 0; index -= 1) {
        const child = children[index];
        if (child) waiting.push({ node: child, depth: depth + 1, parent, place: index + 1, siblings: children.length, opened: insideOf(opened, child.key) });
      }
    }
    return lines;
  }
}

function insideOf(opened: Opened, key: string): Opened {
  const known = opened.inside.get(key);
  if (known) return known;
  const made: Opened = { inside: new Map() };
  opened.inside.set(key, made);
  return made;
}
