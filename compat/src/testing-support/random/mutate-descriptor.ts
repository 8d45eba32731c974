import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";

/** A way to change one detail of a descriptor, and how a person would call it. */
export interface DescriptorMutation {
  /** `field[0].options.deprecated`, say, with the full name of the message that holds the detail. */
  readonly name: string;
  readonly holder: string;
  readonly field: string;
  readonly apply: (file: FileDescriptorProto) => void;
}

type Step = readonly [field: string, index: number | undefined];

/** Lists one mutation for every detail of a descriptor that is set or could be set, messages that are absent left out. */
export function mutationsOf(file: FileDescriptorProto): DescriptorMutation[] {
  return [...walk(reflect(FileDescriptorProtoSchema, file), [])];
}

function* walk(message: ReflectMessage, path: readonly Step[]): Generator<DescriptorMutation> {
  for (const field of message.fields) {
    if (LEFT_OUT.has(field.name)) continue;
    yield* changes(message, field, path);
    if (field.fieldKind === "message" && message.isSet(field))
      yield* walk(message.get(field), [...path, [field.name, undefined]]);
    if (field.fieldKind !== "list" || field.listKind !== "message") continue;
    for (let index = 0; index < message.get(field).size; index++)
      yield* walk(message.get(field).get(index) as ReflectMessage, [...path, [field.name, index]]);
  }
}

/** Positions and what only a parser knows mean nothing to a schema. */
const LEFT_OUT = new Set(["source_code_info", "uninterpreted_option"]);

function* changes(message: ReflectMessage, field: DescField, path: readonly Step[]): Generator<DescriptorMutation> {
  const name = [...path.map(([step, index]) => (index === undefined ? step : `${step}[${index}]`)), field.name].join(
    ".",
  );
  const site = { holder: message.desc.typeName, field: field.name };
  const apply = (change: (holder: ReflectMessage) => void) => (file: FileDescriptorProto) => change(find(file, path));
  if (field.fieldKind === "scalar" || field.fieldKind === "enum")
    yield { name, ...site, apply: apply((holder) => holder.set(field, other(field, holder.get(field)))) };
  if (field.fieldKind === "list" && message.get(field).size > 0)
    yield { name: `${name} without its last`, ...site, apply: apply((holder) => dropLast(holder, field)) };
  if (field.fieldKind === "message" && message.isSet(field) && field.message.typeName.endsWith("Options"))
    yield { name: `${name} cleared`, ...site, apply: apply((holder) => holder.clear(field)) };
}

function find(file: FileDescriptorProto, path: readonly Step[]): ReflectMessage {
  return path.reduce((message, [name, index]) => {
    const field = fieldOf(message.desc, name);
    const value = message.get(field);
    return (index === undefined ? value : (value as { get(at: number): unknown }).get(index)) as ReflectMessage;
  }, reflect(FileDescriptorProtoSchema, file) as ReflectMessage);
}

function fieldOf(desc: DescMessage, name: string): DescField {
  const field = desc.fields.find((each) => each.name === name);
  if (field === undefined) throw new Error(`${desc.typeName} has no ${name}`);
  return field;
}

function dropLast(message: ReflectMessage, field: DescField & { fieldKind: "list" }): void {
  const list = message.get(field);
  const kept = [...list].slice(0, -1);
  list.clear();
  for (const entry of kept) list.add(entry);
}

function other(field: DescField & { fieldKind: "scalar" | "enum" }, value: unknown): unknown {
  if (field.fieldKind === "enum") return field.enum.values.find(({ number }) => number !== value && number > 0)?.number;
  switch (field.scalar) {
    case ScalarType.BOOL:
      return value !== true;
    case ScalarType.STRING:
      return `${value}x`;
    default:
      return typeof value === "bigint" ? value + 1n : Number(value) + 1;
  }
}
