import {
  create,
  type DescEnum,
  type DescExtension,
  type DescField,
  fromJson,
  getExtension,
  isMessage,
  type JsonObject,
  type Registry,
  ScalarType,
} from "@bufbuild/protobuf";
import { isReflectMessage, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { floatLiteral, quote, quoteBytes } from "./literals.ts";

/** One field of a message that is set: its name as text format writes it, and its elements as literals. */
export interface Setting {
  readonly field: DescField | DescExtension;
  /** A field's name, or an extension's full name in brackets. */
  readonly name: string;
  /** One for a singular field, one per element for a list or map. */
  readonly literals: readonly string[];
  /** For a message without more levels: its settings as separate literals; else empty. */
  readonly inner: readonly (readonly string[])[];
}

/** Lists what is set on a message, extensions last. What no registry explains is left out: see `unknownNumbers`. */
export function settingsOf(message: ReflectMessage, registry: Registry): Setting[] {
  const own = message.sortedFields.filter((field) => message.isSet(field));
  return [
    ...own.map((field) => setting(field, field.name, message.get(field), registry)),
    ...extensionsOf(message, registry).map((extension) => extensionSetting(message, extension, registry)),
  ];
}

/** The numbers of a message's fields that neither it nor the registry knows. */
export function unknownNumbers(message: ReflectMessage, registry: Registry): number[] {
  return numbersOf(message).filter((number) => registry.getExtensionFor(message.desc, number) === undefined);
}

function setting(field: DescField, name: string, value: unknown, registry: Registry): Setting {
  const isMany = field.fieldKind === "list" || field.fieldKind === "map";
  return settingOf(field, name, isMany ? [...(value as Iterable<unknown>)] : [value], registry);
}

function settingOf(
  field: DescField | DescExtension,
  name: string,
  elements: readonly unknown[],
  registry: Registry,
): Setting {
  return {
    field,
    name,
    literals: elements.map((element) => literal(field, element, registry)),
    inner: elements.map((element) => (isReflectMessage(element) ? bodyOf(element, registry) : [])),
  };
}

function extensionSetting(message: ReflectMessage, extension: DescExtension, registry: Registry): Setting {
  const value: unknown = getExtension(message.message, extension);
  const elements = extension.fieldKind === "list" ? (value as unknown[]) : [value];
  const reflected = elements.map((element) => reflectElement(extension, element));
  return settingOf(extension, `[${extension.typeName}]`, reflected, registry);
}

/** protobuf-es gives wrapper messages as bare values and structs as JSON; text needs the message. */
function reflectElement({ message: type }: DescExtension, element: unknown): unknown {
  if (type === undefined) return element;
  if (isMessage(element)) return reflect(type, element);
  const isStruct = type.typeName === "google.protobuf.Struct";
  return reflect(type, isStruct ? fromJson(type, element as JsonObject) : create(type, { value: element }));
}

function extensionsOf(message: ReflectMessage, registry: Registry): DescExtension[] {
  return numbersOf(message).flatMap((number) => registry.getExtensionFor(message.desc, number) ?? []);
}

function numbersOf(message: ReflectMessage): number[] {
  return [...new Set((message.getUnknown() ?? []).map(({ no }) => no))];
}

function literal(field: DescField | DescExtension, value: unknown, registry: Registry): string {
  if (field.fieldKind === "map") return mapEntry(field, value as readonly [unknown, unknown], registry);
  return single(field, value, registry);
}

type Typed = Pick<DescField | DescExtension, "enum" | "scalar">;

function single(type: Typed, value: unknown, registry: Registry): string {
  if (isReflectMessage(value)) return inBraces(bodyOf(value, registry));
  if (type.enum !== undefined) return enumName(type.enum, value as number);
  return scalar(type.scalar ?? ScalarType.STRING, value);
}

function mapEntry(
  field: DescField & { fieldKind: "map" },
  [key, value]: readonly [unknown, unknown],
  registry: Registry,
): string {
  return inBraces([`key: ${scalar(field.mapKey, key)}`, `value: ${single(field, value, registry)}`]);
}

function bodyOf(message: ReflectMessage, registry: Registry): string[] {
  return settingsOf(message, registry).flatMap(({ name, literals }) => literals.map((text) => `${name}: ${text}`));
}

function inBraces(entries: readonly string[]): string {
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function enumName(type: DescEnum, number: number): string {
  return type.value[number]?.name ?? `${number}`;
}

function scalar(type: ScalarType, value: unknown): string {
  if (typeof value === "string" && type === ScalarType.STRING) return quote(value);
  if (value instanceof Uint8Array) return quoteBytes(value);
  if (type === ScalarType.DOUBLE || type === ScalarType.FLOAT) return floatLiteral(value as number);
  return `${value}`;
}
