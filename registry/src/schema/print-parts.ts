import type { DescEnum, DescExtension, DescField, DescFile, DescMessage, Registry } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import { protoCamelCase } from "@bufbuild/protobuf/reflect";
import { Edition, FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { relativeName, type Scope } from "./relative-name.ts";
import { scalarLiteral, stringLiteral } from "./text-literal.ts";

/** `syntax = "proto3";` or the file's edition. */
export function syntaxLine({ edition, proto }: DescFile): string {
  const { syntax } = proto;
  return syntax === "editions"
    ? `edition = "${Edition[edition]?.replace("EDITION_", "")}";`
    : `syntax = "${syntax || "proto2"}";`;
}

/** Tells whether a nested message is the body of a group field. */
export function isGroup(parent: DescMessage, nested: DescMessage): boolean {
  return parent.fields.some((field) => field.message === nested && field.proto.type === 10);
}

/** The options that stand in the descriptor itself: a default value, and a JSON name that is not the usual one. */
export function ownOptions(field: DescField | DescExtension): string[] {
  const { jsonName } = field.proto;
  const isUsual = field.kind === "extension" || jsonName === "" || jsonName === protoCamelCase(field.name);
  return [...defaultOption(field), ...(isUsual ? [] : [`json_name = ${stringLiteral(jsonName)}`])];
}

function defaultOption(field: DescField | DescExtension): string[] {
  const { defaultValue } = field.proto;
  if (defaultValue === "") return [];
  if (field.scalar === ScalarType.BYTES) return [`default = "${escapedQuotes(defaultValue)}"`];
  const value = field.fieldKind === "scalar" || field.fieldKind === "enum" ? field.getDefaultValue() : undefined;
  return value === undefined ? [] : [`default = ${scalarLiteral(field, value)}`];
}

/** A descriptor holds the default of bytes escaped already; a stray quote or line break must not end the literal. */
function escapedQuotes(escaped: string): string {
  return escaped.replace(/\\[^\p{Cc}]|["\\\p{Cc}]/gu, (sign) =>
    sign.length > 1 ? sign : stringLiteral(sign).slice(1, -1),
  );
}

/** `repeated `, `optional `, `required ` or nothing. */
export function label(field: DescField | DescExtension): string {
  if (field.fieldKind === "map" || (field.kind === "field" && field.oneof !== undefined)) return "";
  if (field.fieldKind === "list") return "repeated ";
  const file = field.kind === "field" ? field.parent.file : field.file;
  const { syntax } = file.proto;
  if (syntax === "editions") return "";
  if (field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED) return "required ";
  const explicit = syntax === "proto3" ? field.proto.proto3Optional : true;
  return explicit ? "optional " : "";
}

/** Writes the name of a message or enum. */
export type NameType = (fullName: string) => string;

/** Names types as short as they can be where they stand. */
export function shortNames(scope: Scope, registry: Registry): NameType {
  return (fullName) => relativeName(fullName, scope, registry);
}

/** The type as written. */
export function typeText(field: DescField | DescExtension, nameType: NameType): string {
  const named = field.message ?? field.enum;
  const single = named !== undefined ? nameType(named.typeName) : scalarName(field.scalar ?? ScalarType.BYTES);
  return field.fieldKind === "map" ? `map<${scalarName(field.mapKey)}, ${single}>` : single;
}

function scalarName(type: ScalarType): string {
  return ScalarType[type]?.toLowerCase() ?? String(type);
}

const LAST_NUMBER = 536_870_911;

/** A range of numbers, or a name, as text; names begin at infinity. */
export interface RangeText {
  readonly start: number;
  readonly text: string;
}

/** The ranges of numbers and the names that a type may not use. */
export function reservedTexts({ file, proto }: DescMessage | DescEnum): RangeText[] {
  const isBare = file.proto.syntax === "editions";
  const exclusive = proto.$typeName === "google.protobuf.DescriptorProto" ? 1 : 0;
  return [
    ...proto.reservedRange.map(({ start, end }) => rangeText(start, end - exclusive)),
    ...proto.reservedName.map((name) => ({
      start: Number.POSITIVE_INFINITY,
      text: isBare ? name : stringLiteral(name),
    })),
  ];
}

/** The numbers that a message leaves to extensions. */
export function extensionRanges({ proto }: DescMessage): RangeText[] {
  return proto.extensionRange.map(({ start, end }) => rangeText(start, end - 1));
}

function rangeText(start: number, end: number): RangeText {
  return { start, text: start === end ? `${start}` : `${start} to ${end >= LAST_NUMBER ? "max" : end}` };
}
