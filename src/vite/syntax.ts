/** A node of the syntax tree that Vite's parser makes. */
export interface Node {
  readonly type: string;
  /** Where it begins and ends in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return (
    typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && "start" in value && typeof value.start === "number"
  );
}

/** The node in a field, if there is one. */
export function nodeIn(parent: Node | undefined, field: string): Node | undefined {
  const value = parent?.[field];
  return isNode(value) ? value : undefined;
}

/** The nodes in a field that holds a list; holes are left out. */
export function nodesIn(parent: Node | undefined, field: string): readonly Node[] {
  const value: unknown = parent?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

function childrenOf(parent: Node): readonly Node[] {
  return Object.keys(parent).flatMap((field) => nodeIn(parent, field) ?? nodesIn(parent, field));
}

/** A tree in the order of its text, each node before what is in it. Without recursion: generated code can be deep. */
export function* walk(root: Node, enters: (node: Node) => boolean = () => true): Generator<{ readonly node: Node; readonly parent: Node | undefined }> {
  const waiting: { readonly node: Node; readonly parent: Node | undefined }[] = [{ node: root, parent: undefined }];
  for (let next; (next = waiting.pop()) !== undefined;) {
    const { node } = next;
    if (!enters(node)) continue;
    yield next;
    for (const child of childrenOf(node).toReversed()) waiting.push({ node: child, parent: node });
  }
}

/** The text in a field: of an identifier, of a string. */
export function textIn(parent: Node | undefined, field: string): string | undefined {
  const value = parent?.[field];
  return typeof value === "string" ? value : undefined;
}

/** An expression without the types around it. */
export function bare(expression: Node | undefined): Node | undefined {
  const typed = ["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression", "TSTypeAssertion", "TSInstantiationExpression", "ParenthesizedExpression"];
  return expression && typed.includes(expression.type) ? bare(nodeIn(expression, "expression")) : expression;
}
