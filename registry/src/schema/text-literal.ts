import type { DescMessage, Message } from "@bufbuild/protobuf";
import { type DescExtension, type DescField, ScalarType } from "@bufbuild/protobuf";
import { isReflectMessage, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

/** A string as .proto text, quoted. */
export function stringLiteral(text: string): string {
  const escaped = text.replace(/["\\\p{Cc}]/gu, (sign) => ESCAPES[sign] ?? octal(sign.codePointAt(0) ?? 0));
  return `"${escaped}"`;
}

/** Bytes as .proto text, quoted. */
export function bytesLiteral(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => {
    const sign = String.fromCharCode(byte);
    return ESCAPES[sign] ?? (byte >= 0x20 && byte < 0x7f ? sign : octal(byte));
  });
  return `"${text.join("")}"`;
}

function octal(code: number): string {
  return `\\${code.toString(8).padStart(3, "0")}`;
}

/** The set fields of a message as lines of text format, `name: value`, without the braces around them. */
export function messageLines(desc: DescMessage, message: Message): string[] {
  return reflectedLines(reflect(desc, message));
}

function reflectedLines(message: ReflectMessage): string[] {
  return message.fields.filter((field) => message.isSet(field)).flatMap((field) => fieldLines(message, field));
}

function fieldLines(message: ReflectMessage, field: DescField): string[] {
  switch (field.fieldKind) {
    case "list":
      return [...message.get(field)].flatMap((value) => valueLines(field, value));
    case "map":
      return [...message.get(field)].flatMap(([key, value]) => [
        `${field.name} {`,
        `  key: ${typeof key === "string" ? stringLiteral(key) : key}`,
        ...valueLines(field, value, "value").map(indent),
        "}",
      ]);
    default:
      return valueLines(field, message.get(field));
  }
}

function valueLines(field: DescField, value: unknown, name = field.name): string[] {
  if (isReflectMessage(value)) return [`${name} {`, ...reflectedLines(value).map(indent), "}"];
  return [`${name}: ${scalarLiteral(field, value)}`];
}

/** One value of a field as .proto text. */
export function scalarLiteral(field: DescField | DescExtension, value: unknown): string {
  if (field.enum !== undefined) return field.enum.value[Number(value)]?.name ?? String(value);
  if (typeof value === "string" && field.scalar === ScalarType.STRING) return stringLiteral(value);
  if (value instanceof Uint8Array) return bytesLiteral(value);
  if (typeof value === "number")
    return Object.is(value, -0) ? "-0" : String(value).replace("Infinity", "inf").toLowerCase();
  return String(value);
}

function indent(line: string): string {
  return `  ${line}`;
}
