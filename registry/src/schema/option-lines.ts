import {
  type DescExtension,
  type DescMessage,
  getExtension,
  isMessage,
  type Message,
  type Registry,
} from "@bufbuild/protobuf";
import { isReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  FieldOptionsSchema,
  FileOptionsSchema,
  MessageOptionsSchema,
  MethodOptionsSchema,
  OneofOptionsSchema,
  ServiceOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { messageLines, scalarLiteral } from "./text-literal.ts";

const SCHEMAS: readonly DescMessage[] = [
  FileOptionsSchema,
  MessageOptionsSchema,
  FieldOptionsSchema,
  OneofOptionsSchema,
  EnumOptionsSchema,
  EnumValueOptionsSchema,
  ServiceOptionsSchema,
  MethodOptionsSchema,
];

/** An option as it is written: `deprecated = true`; a message's value may go over several lines. */
export type OptionText = string;

/** The options that are set, standard ones first, then the custom ones that the registry knows. */
export function optionTexts(options: Message | undefined, registry: Registry): OptionText[] {
  const desc = SCHEMAS.find((schema) => options !== undefined && isMessage(options, schema));
  if (options === undefined || desc === undefined) return [];
  return [...standardOptions(desc, options), ...customOptions(desc, options, registry)];
}

function standardOptions(desc: DescMessage, options: Message): OptionText[] {
  const reflected = reflect(desc, options);
  return reflected.fields
    .filter((field) => field.fieldKind !== "list" && reflected.isSet(field))
    .flatMap((field) => {
      const value = reflected.get(field);
      if (isReflectMessage(value)) return messageOption(field.name, value.desc, value.message);
      return [`${field.name} = ${scalarLiteral(field, value)}`];
    });
}

function customOptions(desc: DescMessage, options: Message, registry: Registry): OptionText[] {
  const numbers = new Set((options.$unknown ?? []).map((field) => field.no));
  return [...numbers].flatMap((number) => {
    const extension = registry.getExtensionFor(desc, number);
    return extension === undefined ? [] : customOption(extension, getExtension(options, extension));
  });
}

function customOption(extension: DescExtension, value: unknown): OptionText[] {
  if (Array.isArray(value)) return value.flatMap((each) => customOption(extension, each));
  const name = `(${extension.typeName})`;
  if (extension.message === undefined) return [`${name} = ${scalarLiteral(extension, value)}`];
  return messageOption(name, extension.message, value as Message);
}

/** One field is written as a path, `(x.field).renamed_from = "a"`; several as a block. */
function messageOption(name: string, desc: DescMessage, value: Message): OptionText[] {
  const lines = messageLines(desc, value);
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) return [`${name}.${only.replace(": ", " = ")}`];
  return [[`${name} = {`, ...lines.map((line) => `  ${line}`), "}"].join("\n")];
}
