import { type DescMessage, type JsonObject, type Message, toBinary, toJson } from "@bufbuild/protobuf";

/** An option that differs; texts are empty where it is not set. */
export interface OptionDifference {
  readonly number: number;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

interface Option {
  readonly name: string;
  readonly text: string;
  /** Equal exactly when the option is. */
  readonly identity: string;
}

/** Compares two options messages of one type field by field, extensions by their bytes; `nameOf` names an extension. */
export function diffOptions(
  desc: DescMessage,
  before: Message | undefined,
  after: Message | undefined,
  nameOf: (extension: number) => string,
): OptionDifference[] {
  if (before === undefined && after === undefined) return [];
  const from = readOptions(desc, before, nameOf);
  const to = readOptions(desc, after, nameOf);
  return [...new Set([...from.keys(), ...to.keys()])]
    .sort((a, b) => a - b)
    .filter((number) => from.get(number)?.identity !== to.get(number)?.identity)
    .map((number) => {
      const option = { number, name: (to.get(number) ?? from.get(number))?.name ?? "" };
      return { ...option, from: from.get(number)?.text ?? "", to: to.get(number)?.text ?? "" };
    });
}

function readOptions(
  desc: DescMessage,
  message: Message | undefined,
  nameOf: (extension: number) => string,
): Map<number, Option> {
  const options = new Map<number, Option>();
  if (message === undefined) return options;
  const json = toJson(desc, message) as JsonObject;
  for (const field of desc.fields) {
    const value = json[field.jsonName];
    if (value === undefined) continue;
    const text = typeof value === "string" ? value : JSON.stringify(value);
    options.set(field.number, { name: field.name, text, identity: text + nestedBytes(message, field) });
  }
  for (const [number, bytes] of extensionBytes(message)) {
    const text = bytes.toString("hex");
    options.set(number, { name: nameOf(number), text, identity: text });
  }
  return options;
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
