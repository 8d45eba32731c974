import type { DescMessage } from "@bufbuild/protobuf";
import type { Expression, ExpressionType } from "../expression.ts";
import { shortName } from "../planning/plan-enum.ts";
import { checkConstant } from "./check-constant.ts";
import { checkMessage } from "./check-message.ts";
import { messageSeenBy, typeInScope } from "./names-in-scope.ts";
import { operations } from "./operations-table.ts";
import { hasField, readField } from "./read-field.ts";
import type { Node, Scope } from "./scope.ts";
import { invalid, type Typed, typeText } from "./typed.ts";

/** Checks a node against both descriptors and turns it into a typed tree. Throws InvalidExpression. */
export function checkExpression(node: Node, outer: Scope): Typed {
  if (outer.depth === 0) return invalid("it is nested too deeply");
  const scope = { ...outer, depth: outer.depth - 1 };
  const { exprKind } = node;
  switch (exprKind.case) {
    case "constExpr":
      return checkConstant(exprKind.value);
    case "identExpr":
      return checkName(exprKind.value.name, scope);
    case "selectExpr":
      return checkSelect(exprKind.value, scope);
    case "callExpr":
      return checkCall(exprKind.value, scope);
    case "structExpr":
      return checkMessage(exprKind.value, scope, checkExpression);
    default:
      return invalid("lists, maps and loops are outside the expressions; write a function");
  }
}

function checkName(name: string, { source }: Scope): Typed {
  if (name === "old") return { tree: { kind: "old" }, type: { kind: "message", message: source.typeName } };
  return invalid(`${JSON.stringify(name)} is not known; the earlier message is called old`);
}

type Select = Extract<Node["exprKind"], { case: "selectExpr" }>["value"];

function checkSelect({ operand, field, testOnly }: Select, scope: Scope): Typed {
  if (operand === undefined) return invalid("it is incomplete");
  const enumValue = testOnly ? undefined : checkEnumValue(operand, field, scope);
  if (enumValue !== undefined) return enumValue;
  const of = checkExpression(operand, scope);
  const type = of.type.kind === "nullable" ? of.type.of : of.type;
  const message = type.kind === "message" ? messageOf(type.message, scope) : undefined;
  if (message === undefined) return invalid(`${typeText(of.type)} has no field ${JSON.stringify(field)}`);
  return testOnly ? hasField(of.tree, message, field) : readField(of.tree, message, field);
}

function messageOf(typeName: string, { source, file }: Scope): DescMessage | undefined {
  return typeName === source.typeName
    ? source
    : (messageSeenBy(source.file, typeName) ?? messageSeenBy(file, typeName));
}

/** Enums of the target come first; those of the source are for comparing. */
function checkEnumValue(operand: Node, name: string, { file, source }: Scope): Typed | undefined {
  const path = dotted(operand);
  const type =
    path === undefined || path === "old" ? undefined : (typeInScope(file, path) ?? typeInScope(source.file, path));
  if (type?.kind !== "enum") return undefined;
  const value = type.values.find((candidate) => candidate.name === name || shortName(candidate) === name);
  if (value === undefined) return invalid(`${type.typeName} has no value ${JSON.stringify(name)}`);
  return {
    tree: { kind: "literal", literal: { kind: "number", value: value.number } },
    type: { kind: "enum", enum: type.typeName },
  };
}

function dotted({ exprKind }: Node): string | undefined {
  if (exprKind.case === "identExpr") return exprKind.value.name;
  if (exprKind.case !== "selectExpr" || exprKind.value.testOnly || exprKind.value.operand === undefined)
    return undefined;
  const before = dotted(exprKind.value.operand);
  return before === undefined ? undefined : `${before}.${exprKind.value.field}`;
}

type Call = Extract<Node["exprKind"], { case: "callExpr" }>["value"];

function checkCall({ function: name, target, args }: Call, scope: Scope): Typed {
  const operands = [...(target === undefined ? [] : [target]), ...args].map((arg) => checkExpression(arg, scope));
  if (name === "_?_:_") return checkChoice(operands);
  const kinds = operands.map(({ type }) => type);
  const found = operations.find(({ cel, takes }) => cel === name && fits(takes, kinds));
  if (found === undefined)
    return invalid(
      `${nameOf(name)} on ${kinds.map(typeText).join(" and ")} is outside the expressions; write a function`,
    );
  const trees = operands.map(({ tree }) => tree);
  const tree: Expression = found.op === "same" ? (trees[0] as Expression) : { kind: "call", op: found.op, args: trees };
  return { tree, type: { kind: found.gives } };
}

function fits(takes: readonly string[], types: readonly ExpressionType[]): boolean {
  if (takes.length !== types.length) return false;
  const [first] = types;
  return takes.every((wanted, at) => {
    const type = types[at];
    if (wanted !== "same") return type?.kind === wanted;
    return first !== undefined && type !== undefined && comparable(first) && typeText(first) === typeText(type);
  });
}

function comparable({ kind }: ExpressionType): boolean {
  return ["bool", "int", "uint", "double", "string", "enum"].includes(kind);
}

function checkChoice([test, yes, no]: readonly Typed[]): Typed {
  if (test === undefined || yes === undefined || no === undefined) return invalid("it is incomplete");
  if (test.type.kind !== "bool") return invalid(`the condition gives ${typeText(test.type)}, not bool`);
  const tree: Expression = { kind: "if", test: test.tree, yes: yes.tree, no: no.tree };
  const [a, b] = [required(yes.type), required(no.type)];
  const type = a.kind === "null" ? b : a;
  if (a.kind !== "null" && b.kind !== "null" && typeText(a) !== typeText(b))
    return invalid(`its branches give ${typeText(a)} and ${typeText(b)}`);
  const nullable = [yes.type, no.type].some(({ kind }) => kind === "null" || kind === "nullable");
  return { tree, type: nullable && type.kind !== "null" ? { kind: "nullable", of: type } : type };
}

function required(type: ExpressionType): ExpressionType {
  return type.kind === "nullable" ? type.of : type;
}

function nameOf(name: string): string {
  return /^[a-z]/i.test(name) ? `${name}()` : `the operator ${name.replaceAll("_", "")}`;
}
