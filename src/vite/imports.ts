import { type Node, nodeIn, nodesIn, textIn } from "./syntax.ts";

/** Where a name of a module comes from. */
export interface Import {
  readonly source: string;
  /** As the other module exports it; `*` for all of it. */
  readonly name: string;
}

/** What a module imports, by local name; types left out. */
export function importsOf(program: Node): ReadonlyMap<string, Import> {
  const imports = new Map<string, Import>();
  for (const declaration of nodesIn(program, "body")) {
    if (declaration.type !== "ImportDeclaration" || declaration["importKind"] === "type") continue;
    const source = textIn(nodeIn(declaration, "source"), "value") ?? "";
    for (const specifier of nodesIn(declaration, "specifiers")) {
      const local = textIn(nodeIn(specifier, "local"), "name");
      if (local !== undefined && specifier["importKind"] !== "type") imports.set(local, { source, name: nameOf(specifier) });
    }
  }
  return imports;
}

function nameOf(specifier: Node): string {
  if (specifier.type === "ImportNamespaceSpecifier") return "*";
  if (specifier.type === "ImportDefaultSpecifier") return "default";
  const imported = nodeIn(specifier, "imported");
  return textIn(imported, "name") ?? textIn(imported, "value") ?? "";
}

/** The import that an expression names: `createBus`, or `deck.createBus` of `import * as deck`. */
export function importOf(expression: Node | undefined, imports: ReadonlyMap<string, Import>): Import | undefined {
  if (expression?.type === "Identifier") return imports.get(textIn(expression, "name") ?? "");
  if (expression?.type !== "MemberExpression" || expression["computed"] === true) return undefined;
  const whole = importOf(nodeIn(expression, "object"), imports);
  const name = textIn(nodeIn(expression, "property"), "name");
  return whole?.name === "*" && name !== undefined ? { source: whole.source, name } : undefined;
}
