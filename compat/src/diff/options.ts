import {
  type DescExtension,
  type DescMessage,
  type JsonObject,
  type Message,
  type Registry,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { equalBytes } from "../schema/same-bytes.ts";

/** An option that differs; texts are empty where it is not set. */
export interface OptionDifference {
  readonly number: number;
  /** As it is written: `deprecated`, `(shop.v1.note)`; `(#1234)` for an option that nothing declares. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

interface Option {
  readonly name: string;
  /** Asked for only when the option differs: most do not. */
  readonly text: () => string;
  /** Equal exactly when the option is. */
  readonly identity: string;
}

/** One side of a comparison: an options message, and the custom options that its schema declares. */
export interface OptionsSide {
  readonly message: Message | undefined;
  readonly registry: () => Registry | undefined;
}

/** Compares two options messages of one type field by field. */
export function diffOptions(desc: DescMessage, before: OptionsSide, after: OptionsSide): OptionDifference[] {
  if (sameOptions(desc, before.message, after.message)) return [];
  const from = readOptions(desc, before);
  const to = readOptions(desc, after);
  return [...new Set([...from.keys(), ...to.keys()])]
    .sort((a, b) => a - b)
    .filter((number) => from.get(number)?.identity !== to.get(number)?.identity)
    .map((number) => ({
      number,
      name: (to.get(number) ?? from.get(number))?.name ?? "",
      from: from.get(number)?.text() ?? "",
      to: to.get(number)?.text() ?? "",
    }));
}

function sameOptions(desc: DescMessage, before: Message | undefined, after: Message | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return equalBytes(toBinary(desc, before), toBinary(desc, after));
}

function readOptions(desc: DescMessage, { message, registry }: OptionsSide): Map<number, Option> {
  const options = new Map<number, Option>();
  if (message === undefined) return options;
  const json = toJson(desc, message) as JsonObject;
  for (const field of desc.fields) {
    const value = json[field.jsonName];
    if (value === undefined) continue;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    options.set(field.number, { name: field.name, text: () => text, identity: text + nestedBytes(message, field) });
  }
  for (const [number, bytes] of extensionBytes(message)) {
    const identity = bytes.toString("hex");
    const extension = registry()?.getExtensionFor(desc, number);
    const name = `(${extension?.typeName ?? `#${number}`})`;
    options.set(number, { name, identity, text: () => customText(desc, message, extension, registry()) ?? identity });
  }
  return options;
}

/** The value of a custom option as JSON; undefined when it cannot be read. */
function customText(
  desc: DescMessage,
  message: Message,
  extension: DescExtension | undefined,
  registry: Registry | undefined,
): string | undefined {
  if (extension === undefined || registry === undefined) return undefined;
  try {
    const json = toJson(desc, message, { registry }) as JsonObject;
    return JSON.stringify(json[`[${extension.typeName}]`]);
  } catch {
    // A value that its own type does not allow, such as a duration out of range.
    return undefined;
  }
}

/** JSON leaves out extensions within a message, such as `pb.cpp` within features; the bytes have them. */
function nestedBytes(message: Message, field: DescMessage["fields"][number]): string {
  const value: unknown = (message as Message & Record<string, unknown>)[field.localName];
  return field.fieldKind === "message" && isMessageOf(field.message, value)
    ? Buffer.from(toBinary(field.message, value)).toString("hex")
    : "";
}

function isMessageOf(desc: DescMessage, value: unknown): value is Message {
  return typeof value === "object" && value !== null && "$typeName" in value && value.$typeName === desc.typeName;
}

function extensionBytes(message: Message): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (const { no, data } of message.$unknown ?? [])
    found.set(no, Buffer.concat([found.get(no) ?? Buffer.alloc(0), data]));
  return found;
}
