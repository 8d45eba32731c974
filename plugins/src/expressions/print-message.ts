import type { Printable } from "@bufbuild/protoplugin";
import type { Expression, FieldRef, MessageExpression, MessageMember } from "@postel/model";
import { PluginError } from "../errors.ts";
import { propertyKey } from "../names/property.ts";
import type { ExpressionContext } from "./expression-context.ts";
import { joined } from "./print-literals.ts";

type Print = (tree: Expression, context: ExpressionContext) => Printable;

/** Prints a new message: a plain object, or a call of `create` where protobuf-es needs a prototype. */
export function printMessage(message: MessageExpression, context: ExpressionContext, print: Print): Printable {
  const members = message.members.map((member) => printMember(member, context, print));
  const name = JSON.stringify(message.message);
  if (message.plain) return ["{ ", joined([`$typeName: ${name}`, ...members]), " }"];
  const desc = context.messageOf(message.message);
  if (desc === undefined)
    throw new PluginError("plan_unknown", { why: `refers to ${message.message}, but does not hold it` });
  return [context.ref.create(), "(", context.ref.schema(desc), ", { ", joined(members), " })"];
}

/** Prints a new message where nothing around it tells its type. */
export function printTypedMessage(message: MessageExpression, context: ExpressionContext, print: Print): Printable {
  const desc = context.messageOf(message.message);
  const code = printMessage(message, context, print);
  return message.plain && desc !== undefined ? ["(", code, " as ", context.ref.shape(desc), ")"] : code;
}

function printMember(member: MessageMember, context: ExpressionContext, print: Print): Printable {
  switch (member.kind) {
    case "empty-list":
      return `${propertyKey(member.localName)}: []`;
    case "empty-map":
      return `${propertyKey(member.localName)}: {}`;
    case "no-case":
      return `${propertyKey(member.oneof.localName)}: { case: undefined }`;
    case "field":
      return printField(member, context, print);
  }
}

function printField(
  { field, value, nullable }: Extract<MessageMember, { kind: "field" }>,
  context: ExpressionContext,
  print: Print,
): Printable {
  if (nullable) return printNullable(field, print(value, context));
  return printSet(field, value.kind === "message" ? printMessage(value, context, print) : print(value, context));
}

function printSet(field: FieldRef, value: Printable): Printable {
  if (field.oneof === undefined) return [`${propertyKey(field.localName)}: `, value];
  return [
    `${propertyKey(field.oneof.localName)}: { case: ${JSON.stringify(field.localName)} as const, value: `,
    value,
    " }",
  ];
}

/** Leaves the member out where the value is null, evaluating it once. */
function printNullable(field: FieldRef, value: Printable): Printable {
  const absent = field.oneof === undefined ? "{}" : `{ ${propertyKey(field.oneof.localName)}: { case: undefined } }`;
  return ["...((value) => (value == null ? ", absent, " : { ", printSet(field, "value"), " }))(", value, ")"];
}
