import { protoCamelCase } from "@bufbuild/protobuf/reflect";
import type { DescriptorProto, FieldDescriptorProto, OneofDescriptorProto } from "@bufbuild/protobuf/wkt";
import {
  FieldOptionsSchema,
  FieldDescriptorProto_Label as Label,
  OneofOptionsSchema,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { withComments } from "./comments.ts";
import type { Context } from "./context.ts";
import { block, type Lines } from "./lines.ts";
import { floatLiteral, quote } from "./literals.ts";
import { optionStatements, withInlineOptions } from "./print-options.ts";

/** A field to print, and where it stands. */
export interface FieldPlace {
  readonly field: FieldDescriptorProto;
  readonly path: readonly number[];
  /** Full name of the message or package around it. */
  readonly scope: string;
  /** The messages declared beside it: its map entry or group is one of them. */
  readonly nested: readonly DescriptorProto[];
  readonly printGroup: (index: number, scope: string) => Lines;
}

const SCALARS: Readonly<Partial<Record<Type, string>>> = {
  [Type.DOUBLE]: "double",
  [Type.FLOAT]: "float",
  [Type.INT64]: "int64",
  [Type.UINT64]: "uint64",
  [Type.INT32]: "int32",
  [Type.FIXED64]: "fixed64",
  [Type.FIXED32]: "fixed32",
  [Type.BOOL]: "bool",
  [Type.STRING]: "string",
  [Type.BYTES]: "bytes",
  [Type.UINT32]: "uint32",
  [Type.SFIXED32]: "sfixed32",
  [Type.SFIXED64]: "sfixed64",
  [Type.SINT32]: "sint32",
  [Type.SINT64]: "sint64",
};

/** Finds the message that the compiler made for a map field or group, as an index into its neighbours. */
export function ownMessage({
  field,
  scope,
  nested,
}: Pick<FieldPlace, "field" | "scope" | "nested">): number | undefined {
  const prefix = scope === "" ? "." : `.${scope}.`;
  if (!field.typeName.startsWith(prefix)) return undefined;
  const name = field.typeName.slice(prefix.length);
  const index = nested.findIndex((message) => message.name === name);
  const made = field.type === Type.GROUP || nested[index]?.options?.mapEntry === true;
  return index >= 0 && made ? index : undefined;
}

/** Prints a field of a message or of an `extend` block, with its comments. */
export function printField(context: Context, place: FieldPlace, isExtension: boolean): string[] {
  const { field, path, scope } = place;
  const own = ownMessage(place);
  if (field.type === Type.GROUP && own !== undefined) return printGroup(context, place, own);
  const head = `${label(context, place)}${typeOf(context, place, own)} ${field.name} = ${field.number}`;
  const pseudo = pseudoOptions(field, isExtension);
  return withComments(
    context.comments,
    path,
    withInlineOptions(context, head, pseudo, FieldOptionsSchema, field.options, scope),
  );
}

/** Prints a oneof with its fields. */
export function printOneof(
  context: Context,
  oneof: OneofDescriptorProto,
  path: readonly number[],
  scope: string,
  fields: Lines,
): string[] {
  const options = optionStatements(context, OneofOptionsSchema, oneof.options, scope);
  return withComments(context.comments, path, block(`oneof ${oneof.name}`, [...options, ...fields]));
}

function printGroup(context: Context, place: FieldPlace, own: number): string[] {
  const { field, path, scope, nested } = place;
  const name = nested[own]?.name ?? "";
  const head = `${label(context, place)}group ${name} = ${field.number}`;
  const withOptions = withInlineOptions(context, head, [], FieldOptionsSchema, field.options, scope);
  const inside = place.printGroup(own, scope === "" ? name : `${scope}.${name}`);
  const last = withOptions.at(-1)?.replace(/;$/, "") ?? "";
  return withComments(context.comments, path, [...withOptions.slice(0, -1), ...block(last, inside)]);
}

function label({ syntax }: Context, { field, nested, scope }: FieldPlace): string {
  if (field.oneofIndex !== undefined && isRealOneof(field)) return "";
  if (field.label === Label.REPEATED)
    return ownMessage({ field, nested, scope }) !== undefined && field.type !== Type.GROUP ? "" : "repeated ";
  if (field.proto3Optional) return "optional ";
  if (syntax !== "proto2") return "";
  return field.label === Label.REQUIRED ? "required " : "optional ";
}

function isRealOneof(field: FieldDescriptorProto): boolean {
  return Object.hasOwn(field, "oneofIndex") && !field.proto3Optional;
}

function typeOf(context: Context, { field, nested, scope }: FieldPlace, own: number | undefined): string {
  const entry = own === undefined ? undefined : nested[own];
  if (entry === undefined) return plainType(context, field, scope);
  const [key, value] = entry.field;
  const inside = `${scope}.${entry.name}`;
  if (key === undefined || value === undefined) return plainType(context, field, scope);
  return `map<${plainType(context, key, inside)}, ${plainType(context, value, inside)}>`;
}

function plainType(context: Context, field: FieldDescriptorProto, scope: string): string {
  return SCALARS[field.type] ?? context.reference(field.typeName.replace(/^\./, ""), scope);
}

function pseudoOptions(field: FieldDescriptorProto, isExtension: boolean): string[] {
  const named = !isExtension && field.jsonName !== "" && field.jsonName !== protoCamelCase(field.name);
  return [
    ...(Object.hasOwn(field, "defaultValue") ? [`default = ${defaultLiteral(field)}`] : []),
    ...(named ? [`json_name = ${quote(field.jsonName)}`] : []),
  ];
}

function defaultLiteral({ type, defaultValue }: FieldDescriptorProto): string {
  if (type === Type.STRING) return quote(defaultValue);
  // The descriptor holds bytes as C escapes already.
  if (type === Type.BYTES) return `"${defaultValue.replace(/(?<!\\)((?:\\\\)*)"/g, '$1\\"')}"`;
  if (type === Type.DOUBLE || type === Type.FLOAT) return floatLiteral(Number(defaultValue.replace("inf", "Infinity")));
  return defaultValue;
}
