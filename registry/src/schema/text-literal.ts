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
function bytesLiteral(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => {
    const sign = String.fromCharCode(byte);
    return ESCAPES[sign] ?? (byte >= 0x20 && byte < 0x7f ? sign : octal(byte));
  });
  return `"${text.join("")}"`;
}

function octal(code: number): string {
  return `\\${code.toString(8).padStart(3, "0")}`;
}

/** The set fields of a message as lines, `name: value`, without the braces around them; lists in brackets, commas between. */
export function messageLines(desc: DescMessage, message: Message): string[] {
  return reflectedLines(reflect(desc, message));
}

function reflectedLines(message: ReflectMessage): string[] {
  return separated(
    message.fields
      .filter((field) => message.isSet(field))
      .map((field) => named(field.name, fieldLines(message, field))),
  );
}

function fieldLines(message: ReflectMessage, field: DescField): string[] {
  switch (field.fieldKind) {
    case "list":
      return list([...message.get(field)].map((value) => valueLines(field, value)));
    case "map":
      return list([...message.get(field)].map(([key, value]) => entryLines(field, key, value)));
    default:
      return valueLines(field, message.get(field));
  }
}

function entryLines(field: DescField, key: unknown, value: unknown): string[] {
  const keyText = typeof key === "string" ? stringLiteral(key) : String(key);
  return braced(separated([named("key", [keyText]), named("value", valueLines(field, value))]));
}

function valueLines(field: DescField, value: unknown): string[] {
  return isReflectMessage(value) ? braced(reflectedLines(value)) : [scalarLiteral(field, value)];
}

function named(name: string, [first = "", ...rest]: readonly string[]): string[] {
  return [`${name}: ${first}`, ...rest];
}

function list(values: readonly string[][]): string[] {
  return ["[", ...separated(values).map(indent), "]"];
}

function braced(lines: readonly string[]): string[] {
  return ["{", ...lines.map(indent), "}"];
}

/** Puts a comma after all values but the last. */
function separated(values: readonly string[][]): string[] {
  return values.flatMap((lines, at) => {
    const last = lines.at(-1) ?? "";
    return at === values.length - 1 ? lines : [...lines.slice(0, -1), `${last},`];
  });
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
