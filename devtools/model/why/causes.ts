import type { HistoryEntry, Undelivered } from "eventdeck";
import { attemptedType } from "../list/undelivered.ts";

/** An event, or an attempt that became none, in the tree of causes and consequences. */
export interface CauseNode {
  /** Unique within the tree, and the same for as long as it stands. */
  readonly key: string;
  readonly type: string;
  /** Of the event; a draft has none. */
  readonly id: string | undefined;
  /** Id of what caused it. */
  readonly causeId: string | undefined;
  /** Sorts siblings: positions, attempts behind the event that was recorded last before them. */
  readonly order: number;
  /** Of an event; replaced when its handlers have gone on. */
  entry: HistoryEntry | undefined;
  readonly attempt: Undelivered | undefined;
  parent: CauseNode | undefined;
  readonly children: CauseNode[];
  /** Of a request: what answered it. It has no row of its own. */
  reply: CauseNode | undefined;
  /** It is said to be caused by one of its own consequences, as only a file can say. */
  loop: boolean;
}

/**
 * Grows a forest of causes from events in any order: a consequence may come before its cause. Nothing in it recurses, and no circle closes, so that neither a chain
 * of 20,000 nor a file with causes that go round in circles stops it.
 */
export class CauseTree {
  readonly #byKey = new Map<string, CauseNode>();
  /** The first of each id: causes are named by id only. */
  readonly #byId = new Map<string, CauseNode>();
  readonly #roots = new Set<CauseNode>();
  /** Those whose cause has not come yet, by its id. */
  readonly #waiting = new Map<string, CauseNode[]>();
  #attempts = 0;

  get size(): number {
    return this.#byKey.size;
  }

  /** Nodes without a cause that is known. */
  get roots(): Iterable<CauseNode> {
    return this.#roots;
  }

  node(key: string): CauseNode | undefined {
    return this.#byKey.get(key);
  }

  /** The node of an event by its id. */
  byId(id: string): CauseNode | undefined {
    return this.#byId.get(id);
  }

  /** Adds an event, once. */
  add(entry: HistoryEntry): CauseNode {
    const key = keyOf(entry.position);
    const known = this.#byKey.get(key);
    if (known) return known;
    const { id, type, causationId } = entry.event;
    const node = newNode({ key, type, id, causeId: causationId, order: entry.position, entry, attempt: undefined });
    this.#place(node);
    return node;
  }

  /** Adds what was published and reached nobody. */
  addAttempt(attempt: Undelivered): CauseNode {
    this.#attempts += 1;
    const { event, draft } = attempt;
    const causeId = event?.causationId ?? draft?.options?.causationId ?? attempt.causationId;
    // An event that has reached handlers before, and not the second time, keeps its first node under its id.
    const node = newNode({
      key: `attempt ${this.#attempts}`,
      type: attemptedType(attempt),
      id: event?.id,
      causeId,
      order: attempt.after + 0.5,
      entry: undefined,
      attempt,
    });
    this.#place(node);
    return node;
  }

  #place(node: CauseNode): void {
    this.#byKey.set(node.key, node);
    const cause = node.causeId === undefined ? undefined : this.#byId.get(node.causeId);
    if (cause) attach(node, cause);
    else this.#addRoot(node);
    if (node.id === undefined || this.#byId.has(node.id)) return;
    this.#byId.set(node.id, node);
    this.#adopt(node, node.id);
  }

  #addRoot(node: CauseNode): void {
    this.#roots.add(node);
    if (node.causeId === undefined) return;
    const waiting = this.#waiting.get(node.causeId);
    if (waiting) waiting.push(node);
    else this.#waiting.set(node.causeId, [node]);
  }

  /** Gives a node the consequences that came before it. */
  #adopt(node: CauseNode, id: string): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    const first = firstCause(node);
    for (const consequence of waiting) {
      if (consequence === first) consequence.loop = true;
      else {
        this.#roots.delete(consequence);
        attach(consequence, node);
      }
    }
  }
}

/** The key of an event's node. */
export function keyOf(position: number): string {
  return `#${position}`;
}

/** The first cause that is known; a node without one is its own. */
function firstCause(node: CauseNode): CauseNode {
  let first = node;
  while (first.parent) first = first.parent;
  return first;
}

function newNode(what: Pick<CauseNode, "key" | "type" | "id" | "causeId" | "order" | "entry" | "attempt">): CauseNode {
  return { ...what, parent: undefined, children: [], reply: undefined, loop: false };
}

function attach(node: CauseNode, cause: CauseNode): void {
  node.parent = cause;
  if (cause.reply === undefined && isReply(node, cause)) cause.reply = node;
  else insert(cause.children, node);
}

/** What the bus answers a request with has a type of its own. */
function isReply(node: CauseNode, cause: CauseNode): boolean {
  const asked = cause.entry?.event ?? cause.attempt?.event;
  return asked?.replyTo !== undefined && node.type === `${cause.type}.reply`;
}

// Events come in order, so that nearly all go to the end.
function insert(siblings: CauseNode[], node: CauseNode): void {
  let at = siblings.length;
  while (at > 0 && (siblings[at - 1]?.order ?? 0) > node.order) at -= 1;
  if (at === siblings.length) siblings.push(node);
  else siblings.splice(at, 0, node);
}
