import type { DescMessage } from "@bufbuild/protobuf";
import type { ExpressionType } from "../expression.ts";
import { shortName } from "../planning/plan-enum.ts";
import { checkCall } from "./check-call.ts";
import { collectionOperations } from "./check-collection.ts";
import { checkConstant } from "./check-constant.ts";
import { checkList } from "./check-list.ts";
import { checkLoop } from "./check-loop.ts";
import { checkMessage } from "./check-message.ts";
import { messageSeenBy, typeInScope } from "./names-in-scope.ts";
import { hasField, readField } from "./read-field.ts";
import type { Node, Scope } from "./scope.ts";
import { invalid, type Typed, typeText } from "./typed.ts";
import { refuseDynamic } from "./value-types.ts";

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
      return checkCall(exprKind.value, scope, checkExpression);
    case "listExpr":
      return checkList(exprKind.value, scope, checkExpression);
    case "structExpr":
      return checkMessage(exprKind.value, scope, checkExpression);
    case "comprehensionExpr":
      return checkLoop(exprKind.value, scope, checkExpression);
    default:
      return invalid("it is incomplete");
  }
}

function checkName(name: string, { source, variables }: Scope): Typed {
  const type = variables.get(name);
  if (type !== undefined) return { tree: { kind: "variable", name }, type };
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
  if (type.kind === "map") return checkKey({ ...of, type }, field, testOnly);
  const message = messageOf(type, scope);
  if (message === undefined) return invalid(`${typeText(of.type)} has no field ${JSON.stringify(field)}`);
  return testOnly ? hasField(of.tree, message, field) : readField(of.tree, message, field);
}

/** `map.name` stands for `map["name"]`. */
function checkKey(map: Typed, name: string, testOnly: boolean): Typed {
  const key: Typed = { tree: { kind: "literal", literal: { kind: "string", value: name } }, type: { kind: "string" } };
  const checked = testOnly ? collectionOperations["@in"]?.([key, map]) : collectionOperations["_[_]"]?.([map, key]);
  return checked ?? invalid(`the keys of a ${typeText(map.type)} are no names`);
}

function messageOf(type: ExpressionType, { source, file }: Scope): DescMessage | undefined {
  if (type.kind !== "message") return undefined;
  refuseDynamic(type.message, "it");
  if (type.message === source.typeName) return source;
  return messageSeenBy(source.file, type.message) ?? messageSeenBy(file, type.message);
}

/** Enums of the target come first; those of the source are for comparing. */
function checkEnumValue(operand: Node, name: string, { file, source, variables }: Scope): Typed | undefined {
  const path = dotted(operand);
  const [first = ""] = path?.split(".") ?? [];
  if (path === undefined || first === "old" || variables.has(first)) return undefined;
  const type = typeInScope(file, path) ?? typeInScope(source.file, path);
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
