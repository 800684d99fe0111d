import { type BusMade, hasArguments, methodOf } from "./calls.ts";
import { importOf, type Import } from "./imports.ts";
import { bare, type Node, nodeIn, nodesIn, textIn } from "./syntax.ts";

/**
 * Whether a module can take its own place in a hot update: its evaluation does nothing that would be there twice afterwards, and nobody holds what it exported
 * before. Answers with the names that it exports, each with the key of the bus behind it, or with `undefined`.
 */
export function acceptsItself(program: Node, imports: ReadonlyMap<string, Import>, buses: readonly BusMade[]): ReadonlyMap<string, string> | undefined {
  const kept = new Set(buses.filter(({ whole }) => whole).map(({ key }) => key));
  const exported = new Map<string, string>();
  const quiet = new Quiet(imports);
  for (const statement of nodesIn(program, "body")) {
    const names = exportsOf(statement);
    if (!names || !quiet.statement(statement)) return undefined;
    for (const [name, key] of names) exported.set(name, key);
  }
  return [...exported.values()].every((key) => kept.has(key)) ? exported : undefined;
}

/** Exported names and the local ones behind them; `undefined` when they are not known from here. */
function exportsOf(statement: Node): readonly (readonly [string, string])[] | undefined {
  if (statement["exportKind"] === "type" || !statement.type.startsWith("Export")) return [];
  if (statement.type === "ExportDefaultDeclaration") return [["default", textIn(bare(nodeIn(statement, "declaration")), "name") ?? "default"]];
  if (statement.type !== "ExportNamedDeclaration" || nodeIn(statement, "source")) return undefined;
  const declaration = nodeIn(statement, "declaration");
  const declared = declaration ? namesDeclared(declaration) : [];
  return [...declared, ...nodesIn(statement, "specifiers").flatMap((specifier) => (specifier["exportKind"] === "type" ? [] : [specified(specifier)]))];
}

function namesDeclared(declaration: Node): readonly (readonly [string, string])[] {
  if (declaration.type.startsWith("TS") && declaration.type !== "TSEnumDeclaration") return [];
  const ids = declaration.type === "VariableDeclaration" ? nodesIn(declaration, "declarations").map((one) => nodeIn(one, "id")) : [nodeIn(declaration, "id")];
  return ids.map((id) => {
    const name = textIn(id, "name") ?? "";
    // A bus in a variable may be another one later.
    return [name, declaration["kind"] === "const" ? name : `${name} that is no constant`];
  });
}

function specified(specifier: Node): readonly [string, string] {
  const name = (field: string) => textIn(nodeIn(specifier, field), "name") ?? "";
  return [name("exported"), name("local")];
}

/** Packages whose functions make something and leave no trace. */
const makers = /^(?:eventdeck(?:\/(?:middleware|projection|catalogue))?|rxjs(?:\/.*)?|zod(?:\/.*)?|valibot)$/;
const schemas = /^(?:zod|valibot)(?:\/.*)?$/;
const containers = ["Map", "Set", "WeakMap", "WeakSet", "Date", "RegExp", "URL", "Error"];
/** What ends with the module, or leaves no trace. */
const throughBus = new Map([
  ["subscribe", 2],
  ["respond", 2],
  ["stream", 1],
  ["use", 1],
]);

/** Finds code that may be evaluated again: it declares, and subscribes in ways that end with the module. When in doubt, it is not. */
class Quiet {
  readonly #imports: ReadonlyMap<string, Import>;
  /** Constants that hold streams of a bus, or what was piped from them. */
  readonly #streams = new Set<string>();

  constructor(imports: ReadonlyMap<string, Import>) {
    this.#imports = imports;
  }

  statement(statement: Node): boolean {
    const { type } = statement;
    if (type === "ImportDeclaration" || type === "FunctionDeclaration" || type === "EmptyStatement") return true;
    if (type === "ExportNamedDeclaration" || type === "ExportDefaultDeclaration") {
      const declaration = nodeIn(statement, "declaration");
      return !declaration || this.statement(declaration);
    }
    if (type === "ExpressionStatement") return typeof statement["directive"] === "string" || this.#expression(nodeIn(statement, "expression"));
    if (type === "VariableDeclaration") return nodesIn(statement, "declarations").every((one) => this.#declares(one));
    if (type === "ClassDeclaration") return this.#class(statement);
    if (type.startsWith("TS")) return type === "TSInterfaceDeclaration" || type === "TSTypeAliasDeclaration" || statement["declare"] === true;
    return this.#expression(statement);
  }
  #declares(declarator: Node): boolean {
    const init = nodeIn(declarator, "init");
    if (init && this.#isStream(init)) this.#streams.add(textIn(nodeIn(declarator, "id"), "name") ?? "");
    return nodeIn(declarator, "id")?.type === "Identifier" && this.#expression(init);
  }
  #class(declared: Node): boolean {
    const members = nodesIn(nodeIn(declared, "body"), "body");
    const loud = members.some((member) => {
      const evaluated = member.type === "StaticBlock" || (member["static"] === true && member.type !== "MethodDefinition");
      return evaluated || member["computed"] === true || decorated(member);
    });
    return !loud && !decorated(declared) && this.#expression(nodeIn(declared, "superClass"));
  }

  #expression(typed: Node | undefined): boolean {
    const expression = bare(typed);
    if (!expression) return true;
    const all = (field: string) => nodesIn(expression, field).every((one) => this.#expression(one));
    const every = (...fields: string[]) => fields.every((field) => this.#expression(nodeIn(expression, field)));
    switch (expression.type) {
      case "Literal":
      case "Identifier":
      case "MetaProperty":
      case "ArrowFunctionExpression":
      case "FunctionExpression":
        return true;
      case "ArrayExpression":
        return all("elements");
      case "ObjectExpression":
        return all("properties");
      case "Property":
        return every("value") && (expression["computed"] !== true || every("key"));
      case "TemplateLiteral":
        return all("expressions");
      case "SpreadElement":
        return every("argument");
      case "UnaryExpression":
        return expression["operator"] !== "delete" && every("argument");
      case "BinaryExpression":
      case "LogicalExpression":
        return every("left", "right");
      case "ConditionalExpression":
        return every("test", "consequent", "alternate");
      case "MemberExpression":
        return every("object") && (expression["computed"] !== true || every("property"));
      case "NewExpression":
        return containers.includes(textIn(nodeIn(expression, "callee"), "name") ?? "") && all("arguments");
      case "CallExpression":
        return this.#call(expression) && all("arguments");
      case "ClassExpression":
        return this.#class(expression);
      default:
        return false;
    }
  }
  #call(call: Node): boolean {
    const callee = nodeIn(call, "callee");
    const receiver = nodeIn(callee, "object");
    if (this.#makes(callee)) return true;
    const method = methodOf(call) ?? "";
    if (method === "pipe" || method === "subscribe") if (receiver && this.#isStream(receiver)) return this.#expression(receiver);
    const fewest = throughBus.get(method);
    return fewest !== undefined && hasArguments(call, fewest) && this.#expression(receiver);
  }
  /** `defineEvent`, and `z.object`, `z.object({ … }).optional`. */
  #makes(callee: Node | undefined): boolean {
    const imported = importOf(callee, this.#imports);
    if (imported) return makers.test(imported.source) && !imported.name.endsWith("ValueFrom");
    const object = nodeIn(callee, "object");
    return object !== undefined && schemas.test(this.#rootOf(object)?.source ?? "") && this.#expression(object);
  }
  /** Where `z` of `z.object({ … }).optional()` comes from. */
  #rootOf(expression: Node): Import | undefined {
    const inner = nodeIn(expression, "object") ?? nodeIn(expression, "callee");
    return inner ? this.#rootOf(inner) : importOf(expression, this.#imports);
  }
  /** `bus.stream(…)`, and what is piped from it: ends with the module. */
  #isStream(typed: Node): boolean {
    const expression = bare(typed);
    if (expression?.type === "Identifier") return this.#streams.has(textIn(expression, "name") ?? "");
    if (expression?.type !== "CallExpression") return false;
    const method = methodOf(expression);
    if (method === "stream") return hasArguments(expression, 1);
    const receiver = nodeIn(nodeIn(expression, "callee"), "object");
    return method === "pipe" && receiver !== undefined && this.#isStream(receiver);
  }
}

function decorated(node: Node): boolean {
  return nodesIn(node, "decorators").length > 0;
}
