import type { Printable } from "@bufbuild/protoplugin";
import type { Expression } from "@postel/model";
import { PluginError } from "../errors.ts";
import { printLiteral } from "../print/print-literal.ts";
import type { RuntimeName } from "../runtime-names.ts";
import type { ExpressionContext } from "./expression-context.ts";
import { mayFail } from "./may-fail.ts";
import { narrowsTooMuch } from "./narrows-too-much.ts";
import { cautiousOperations, operations } from "./operations-table.ts";
import { printHas, printRead } from "./print-field.ts";
import { printList, printMap } from "./print-literals.ts";
import { printLoop, variableName } from "./print-loop.ts";
import { printMessage, printTypedMessage } from "./print-message.ts";

/** Prints a type-checked expression over `old`, to stand where nothing before or after can tear it apart. */
export function printValue(tree: Expression, context: ExpressionContext): Printable {
  const careful = { ...context, careful: narrowsTooMuch(tree) };
  return tree.kind === "message" ? printMessage(tree, careful, printBare) : printBare(tree, careful);
}

/** Prints a part ready to stand anywhere: with parentheses where it needs them. */
function printExpression(tree: Expression, context: ExpressionContext): Printable {
  const code = printBare(tree, context);
  return isAtom(tree) ? code : ["(", code, ")"];
}

function printBare(tree: Expression, context: ExpressionContext): Printable {
  switch (tree.kind) {
    case "old":
      return "old";
    case "variable":
      return variableName(tree.name);
    case "literal":
      return printLiteral(tree.literal, context.ref);
    case "field":
      return printRead(tree, context, printExpression);
    case "has":
      return printHas(tree, context, printExpression);
    case "call":
      return printCall(tree, context);
    case "if":
      return printChoice(tree, context);
    case "message":
      return printTypedMessage(tree, context, printBare);
    case "list":
      return printList(tree, context, printBare);
    case "map":
      return printMap(tree, context, printBare);
    case "loop":
      return printLoop(tree, context, printExpression, printBare);
  }
}

function printChoice({ test, yes, no }: Extract<Expression, { kind: "if" }>, context: ExpressionContext): Printable {
  const code = isConstant(test)
    ? [context.ref.own("Boolean"), "(", printBare(test, context), ")"]
    : printBranch(test, context);
  return [code, " ? ", printBranch(yes, context), " : ", printBranch(no, context)];
}

/** Only another choice needs parentheses between `?` and `:`. */
function printBranch(tree: Expression, context: ExpressionContext): Printable {
  return (tree.kind === "if" ? printExpression : printBare)(tree, context);
}

/** TypeScript narrows nothing in code that it finds unreachable. */
function isConstant(test: Expression): boolean {
  return test.kind === "literal" || (test.kind === "call" && test.op === "not" && test.args.every(isConstant));
}

type Call = Extract<Expression, { kind: "call" }>;

const PIECES = /\$\d|@\w+|#\w+|[^$@#]+/g;

function printCall(call: Call, context: ExpressionContext): Printable {
  const text = templateOf(call);
  return [...text.matchAll(PIECES)].map(({ 0: piece, index }) => {
    if (piece.startsWith("@")) return context.ref.runtime(piece.slice(1) as RuntimeName);
    if (piece.startsWith("#")) return context.ref.own(piece.slice(1));
    if (!piece.startsWith("$")) return piece;
    const operand = call.args[Number(piece.slice(1))];
    if (operand === undefined)
      throw new PluginError("plan_unknown", { why: `holds the operation ${call.op} without an operand` });
    const enclosed = /[(,>] ?$/.test(text.slice(0, index)) && /^[),]/.test(text.slice(index + piece.length));
    if (comparesLiterals(call)) return printWidened(operand, context);
    const bare = enclosed || continues(call, operand, index) || isClearTest(call, operand);
    return (bare ? printBare : printExpression)(operand, context);
  });
}

/** `a + b + c` needs no parentheses around its first two. */
function continues(call: Call, operand: Expression, at: number): boolean {
  return at === 0 && operand.kind === "call" && operand.op === call.op;
}

/** Comparisons and tests for presence bind tighter than `&&` and `||`. */
function isClearTest({ op }: Call, operand: Expression): boolean {
  if (op !== "and" && op !== "or") return false;
  return operand.kind === "has" || (operand.kind === "call" && / ([<>]=?|[=!]==) /.test(templateOf(operand)));
}

function templateOf({ op, args }: Call): string {
  const [first] = args;
  const uncertain = first !== undefined && (mayFail(first) || isConstant(first));
  const cautious = uncertain && Object.hasOwn(cautiousOperations, op);
  const table = cautious ? cautiousOperations : operations;
  const text = Object.hasOwn(table, op) ? table[op] : undefined;
  if (text === undefined)
    throw new PluginError("plan_unknown", { why: `holds the operation ${op}, which the printer does not know` });
  return text;
}

/** TypeScript refuses to compare literals that differ. */
function comparesLiterals({ op, args }: Call): boolean {
  return (op === "equal" || op === "unequal") && args.every(isLiteral);
}

function isLiteral(tree: Expression): boolean {
  return tree.kind === "literal" || (tree.kind === "if" && isLiteral(tree.yes) && isLiteral(tree.no));
}

function printWidened(operand: Expression, context: ExpressionContext): Printable {
  return ["(", printExpression(operand, context), " as unknown)"];
}

const ATOMS = new Set(["old", "variable", "field", "list", "map"]);

function isAtom(tree: Expression): boolean {
  if (tree.kind === "literal") return !(typeof tree.literal === "object" && /^-/.test(textOf(tree.literal)));
  if (tree.kind === "loop") return tree.macro !== "exists_one";
  if (tree.kind !== "call") return ATOMS.has(tree.kind);
  const text = templateOf(tree);
  return /^[@#$][\w.]+\(.*\)$/.test(text) && !/\) [<>]/.test(text);
}

function textOf(literal: Extract<Expression, { kind: "literal" }>["literal"]): string {
  return literal.kind === "number" || literal.kind === "bigint" ? String(literal.value) : "";
}
