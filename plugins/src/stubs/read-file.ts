import { Node, type ObjectLiteralExpression, Project, type SourceFile } from "ts-morph";
import type { AuthorFile, AuthorObject, StubSyntaxError } from "./author-file.ts";

/** A file that was read, or its first syntax error. */
export type ReadFile = { readonly kind: "ok"; readonly file: AuthorFile } | StubSyntaxError;

/** Reads a hand-written file. The only user of ts-morph, which takes a quarter of a second to load: import it lazily. */
export function readFile(text: string): ReadFile {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { noLib: true } });
  const file = project.createSourceFile("author.ts", text);
  const [error] = project.getProgram().getSyntacticDiagnostics(file);
  if (error !== undefined) {
    const { line, column } = file.getLineAndColumnAtPos(error.getStart());
    const message = error.getMessageText();
    return {
      kind: "syntax-error",
      line,
      column,
      message: typeof message === "string" ? message : message.getMessageText(),
    };
  }
  return { kind: "ok", file: authorFile(file, text) };
}

function authorFile(file: SourceFile, text: string): AuthorFile {
  const variables = file.getVariableDeclarations();
  return {
    text,
    imported: new Set(file.getImportDeclarations().flatMap(importedNames)),
    importsEnd: file.getImportDeclarations().at(-1)?.getEnd(),
    declared: new Set([...declaredNames(file), ...exportedNames(file)]),
    objects: new Map(
      variables.flatMap((variable) => {
        const literal = objectLiteral(variable.getInitializer());
        return literal === undefined ? [] : [[variable.getName(), authorObject(literal)] as const];
      }),
    ),
  };
}

function importedNames(declaration: ReturnType<SourceFile["getImportDeclarations"]>[number]): string[] {
  return declaration.getNamedImports().map((specifier) => specifier.getAliasNode()?.getText() ?? specifier.getName());
}

function declaredNames(file: SourceFile): string[] {
  return [...file.getVariableDeclarations(), ...file.getFunctions(), ...file.getClasses()].flatMap(
    (declaration) => declaration.getName() ?? [],
  );
}

function exportedNames(file: SourceFile): string[] {
  return file
    .getExportDeclarations()
    .flatMap((declaration) => declaration.getNamedExports())
    .map((specifier) => specifier.getAliasNode()?.getText() ?? specifier.getName());
}

/** Looks through `satisfies`, `as` and parentheses. */
function objectLiteral(node: Node | undefined): ObjectLiteralExpression | undefined {
  if (Node.isObjectLiteralExpression(node)) return node;
  if (Node.isSatisfiesExpression(node) || Node.isAsExpression(node) || Node.isParenthesizedExpression(node))
    return objectLiteral(node.getExpression());
  return undefined;
}

function authorObject(literal: ObjectLiteralExpression): AuthorObject {
  const properties = literal.getProperties();
  const names = properties.flatMap((property) => {
    if (Node.isSpreadAssignment(property)) return [];
    const name = property.getNameNode();
    return Node.isStringLiteral(name) || Node.isNumericLiteral(name) ? name.getLiteralText() : property.getName();
  });
  return {
    properties: new Set(names),
    spreads: properties.some((property) => Node.isSpreadAssignment(property)),
    lastEnd: properties.at(-1)?.getEnd(),
    trailingComma: literal.compilerNode.properties.hasTrailingComma ?? false,
    close: literal.getEnd() - 1,
  };
}
