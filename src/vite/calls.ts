import { importOf, type Import } from "./imports.ts";
import { bare, type Node, nodeIn, nodesIn, textIn, walk } from "./syntax.ts";

/** A call that may concern a bus. */
export type Call =
  /** `receiver.method(…)`: through the receiver, by this module. `inHook`: of a component's, which ends it. */
  | { readonly kind: "through"; readonly call: Node; readonly receiver: Node; readonly inHook: boolean }
  /** `receiver.emit(…)`: what it returns is the event. `whole` is the call, or the optional chain that ends with it. */
  | { readonly kind: "emits"; readonly call: Node; readonly whole: Node }
  /** `useEmit(…)`: what it returns emits. */
  | { readonly kind: "emitter"; readonly call: Node }
  /** `createProjection(…)`: what it returns ends with the module. */
  | { readonly kind: "makes"; readonly call: Node }
  /** `useEvent(selector, () => …)`: the subscription has no name of its own. */
  | { readonly kind: "hook"; readonly call: Node };

/** The methods, and the fewest arguments that a call of theirs on a bus can have: `iterator.next()` is none. */
const throughBus = new Map([
  ["subscribe", 2],
  ["respond", 2],
  ["stream", 1],
  ["iterate", 1],
  ["next", 1],
  ["use", 1],
  ["publish", 1],
  ["publishMany", 1],
  ["request", 1],
]);
const emitting = ["emit", "emitMany"];

/** Whether parsing a text is worth while. */
export function mayCall(code: string): boolean {
  return /\.\s*(?:subscribe|respond|stream|iterate|next|use|publish|publishMany|request|emit|emitMany)\b|\bcreateBus\b|\bcreateProjection\b|\buse(?:Event|Emit)\b/.test(
    code,
  );
}

/** The calls of a module, outer ones first. Whose receivers are buses is not known before they run. */
export function callsIn(program: Node, imports: ReadonlyMap<string, Import>): readonly Call[] {
  const all = [...walk(program)];
  const ofHooks = all.flatMap(({ node }) => functionsForHook(node));
  return all.flatMap(({ node, parent }) => {
    const inHook = node.type === "CallExpression" && ofHooks.some(({ start, end }) => start <= node.start && node.end <= end);
    // The grammar of decorators has no room for more than a name and its call.
    return parent && parent.type !== "Decorator" ? (callOf(node, parent, imports, inHook) ?? []) : [];
  });
}

/**
 * The functions in `useEffect(() => …)`, `React.useMemo(() => …)` and the like. What they make is the component's to end, and only that knows when: StrictMode of React 19
 * runs no effect again whose component was replaced.
 */
function functionsForHook(node: Node): readonly Node[] {
  if (node.type !== "CallExpression") return [];
  const callee = nodeIn(node, "callee");
  if (!/^use[A-Z]/.test(textIn(callee, "name") ?? methodOf(node) ?? "")) return [];
  return nodesIn(node, "arguments").filter(({ type }) => type.endsWith("FunctionExpression"));
}

function callOf(node: Node, parent: Node, imports: ReadonlyMap<string, Import>, inHook: boolean): Call | undefined {
  // What goes on behind an optional chain is skipped with it; a call in its midst could not be put in brackets.
  if (node.type === "ChainExpression") return emits(nodeIn(node, "expression"), node);
  if (node.type !== "CallExpression") return undefined;
  const chained = parent.type === "ChainExpression" || isOptional(node);
  return through(node, imports, inHook) ?? (chained ? undefined : emits(node, node)) ?? byImport(node, imports, inHook);
}

function through(call: Node, imports: ReadonlyMap<string, Import>, inHook: boolean): Call | undefined {
  const method = methodOf(call);
  const receiver = nodeIn(nodeIn(call, "callee"), "object");
  if (method === undefined || !receiver || receiver.type === "Super" || isOptional(receiver)) return undefined;
  const fewest = throughBus.get(method);
  if (fewest === undefined || !hasArguments(call, fewest)) return undefined;
  // The `use` of React is a hook, and its compiler knows it by its name.
  if (method === "use" && receiver.type === "Identifier" && importOf(receiver, imports)?.source === "react") return undefined;
  return { kind: "through", call, receiver, inHook };
}

function emits(call: Node | undefined, whole: Node): Call | undefined {
  if (call?.type !== "CallExpression") return undefined;
  return emitting.includes(methodOf(call) ?? "") && hasArguments(call, 1) ? { kind: "emits", call, whole } : undefined;
}

function byImport(call: Node, imports: ReadonlyMap<string, Import>, inHook: boolean): Call | undefined {
  const { source, name } = importOf(nodeIn(call, "callee"), imports) ?? {};
  if (source === "eventdeck/projection" && name === "createProjection") return inHook ? undefined : { kind: "makes", call };
  if (source !== "eventdeck/react") return undefined;
  if (name === "useEmit") return { kind: "emitter", call };
  const [, handler, options] = nodesIn(call, "arguments");
  const nameless = handler?.type === "ArrowFunctionExpression" || (handler?.type === "FunctionExpression" && nodeIn(handler, "id") === undefined);
  return name === "useEvent" && nameless && !options ? { kind: "hook", call } : undefined;
}

/** `subscribe` of `bus.subscribe(…)`; computed names and private ones are nobody's business. */
export function methodOf(call: Node): string | undefined {
  const callee = nodeIn(call, "callee");
  if (callee?.type !== "MemberExpression" || callee["computed"] === true) return undefined;
  const property = nodeIn(callee, "property");
  return property?.type === "Identifier" ? textIn(property, "name") : undefined;
}

export function hasArguments(call: Node, fewest: number): boolean {
  const given = nodesIn(call, "arguments");
  return given.length >= fewest || given.some(({ type }) => type === "SpreadElement");
}

/** Whether an expression, up to where it began, may end before its end: `a?.b.c`. */
function isOptional(expression: Node | undefined): boolean {
  if (!expression) return false;
  if (expression["optional"] === true) return true;
  if (expression.type === "MemberExpression") return isOptional(nodeIn(expression, "object"));
  if (expression.type === "CallExpression") return isOptional(nodeIn(expression, "callee"));
  return expression.type === "TSNonNullExpression" && isOptional(nodeIn(expression, "expression"));
}

/** `createBus(…)` where a module declares something at its top level, and a key that stays the same when the module is edited. */
export interface BusMade {
  readonly key: string;
  readonly call: Node;
  /** The declaration holds the bus itself. */
  readonly whole: boolean;
}

export function busesMade(program: Node, imports: ReadonlyMap<string, Import>): readonly BusMade[] {
  const made = nodesIn(program, "body").flatMap((statement) => {
    const declaration = nodeIn(statement, "declaration") ?? statement;
    if (declaration.type === "VariableDeclaration") {
      return nodesIn(declaration, "declarations").flatMap((one) => madeIn(nodeIn(one, "init"), textIn(nodeIn(one, "id"), "name") ?? "", imports));
    }
    if (statement.type === "ExportDefaultDeclaration") return madeIn(declaration, "default", imports);
    return madeIn(nodeIn(statement, "expression"), "", imports);
  });
  const times = new Map<string, number>();
  return made.map(({ key, ...rest }) => {
    const before = times.get(key) ?? 0;
    times.set(key, before + 1);
    return { key: before === 0 ? key : `${key}#${before}`, ...rest };
  });
}

function madeIn(expression: Node | undefined, key: string, imports: ReadonlyMap<string, Import>): readonly BusMade[] {
  if (!expression) return [];
  // What lies in functions is not evaluated with the declaration.
  const evaluated = [...walk(expression, ({ type }) => !/Function|^Class/.test(type))].map(({ node }) => node);
  const calls = evaluated.filter((node) => {
    const callee = node.type === "CallExpression" ? importOf(nodeIn(node, "callee"), imports) : undefined;
    return callee?.source === "eventdeck" && callee.name === "createBus";
  });
  return calls.map((call) => ({ key, call, whole: bare(expression) === call }));
}
