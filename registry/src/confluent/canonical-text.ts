import type {
  DescEnum,
  DescExtension,
  DescField,
  DescFile,
  DescMessage,
  DescMethod,
  DescOneof,
  DescService,
} from "@bufbuild/protobuf";
import { optionTexts } from "../schema/option-lines.ts";
import {
  extensionRanges,
  isGroup,
  label,
  type NameType,
  ownOptions,
  type RangeText,
  reservedTexts,
  shortNames,
  syntaxLine,
  typeText,
} from "../schema/print-parts.ts";
import type { Scope } from "../schema/relative-name.ts";
import { stringLiteral } from "../schema/text-literal.ts";
import { block, indent, withOptions } from "./canonical-lines.ts";
import type { LinkedSchema } from "./link-schema.ts";
import { sourceText } from "./source-text.ts";

/**
 * Writes a schema in the Confluent registry's canonical form: no comments, messages before enums, oneofs after plain fields, messages in their
 * order (message indexes count on it). Normalized, imports, options, fields and values are sorted, too, and types have their full names.
 */
export function canonicalText({ file, registry }: LinkedSchema, normalize: boolean): string {
  return sourceText(descriptorText({ file, registry, normalize }), { normalizesOptions: normalize });
}

/** The descriptor as .proto text, in the order that is wanted; its layout does not matter. */
function descriptorText(print: Print): string {
  const { file } = print;
  const imports = importLines(print);
  const options = optionLines(print, file.proto.options);
  const types = [...messages(print, file.messages), ...enums(print, file.enums)];
  // Normalized, what has the default syntax does not name it.
  const isBare = print.normalize && (file.proto.syntax || "proto2") === "proto2";
  const head = [isBare ? "" : syntaxLine(file), file.proto.package === "" ? "" : `package ${file.proto.package};`];
  return [
    ...head,
    ...imports,
    ...options,
    ...types,
    ...extensionLines(print, file.extensions),
    ...services(print),
  ].join("\n");
}

interface Print extends LinkedSchema {
  readonly normalize: boolean;
}

function importLines({ file, normalize }: Print): string[] {
  const { dependency, publicDependency } = file.proto;
  const isPublic = (path: string) => publicDependency.includes(dependency.indexOf(path));
  const sorted = normalize ? [...new Set(dependency)].sort() : dependency;
  return [
    ...sorted.filter((path) => !isPublic(path)).map((path) => `import ${stringLiteral(path)};`),
    ...sorted.filter(isPublic).map((path) => `import public ${stringLiteral(path)};`),
  ];
}

function optionLines(
  print: Print,
  options: DescFile["proto"]["options"] | Parameters<typeof optionTexts>[0],
): string[] {
  return sortedOptions(print, optionTexts(options, print.registry)).flatMap((option) =>
    `option ${option};`.split("\n"),
  );
}

/** Normalized, options are sorted by name, custom ones among the others. */
function sortedOptions({ normalize }: Print, options: string[]): string[] {
  const nameOf = (option: string) => /[\w.]+/.exec(option)?.[0] ?? "";
  return normalize ? options.sort((a, b) => Number(nameOf(a) > nameOf(b)) - Number(nameOf(a) < nameOf(b))) : options;
}

function names({ normalize, registry }: Print, scope: Scope): NameType {
  return normalize ? (fullName) => `.${fullName}` : shortNames(scope, registry);
}

function messages(print: Print, all: readonly DescMessage[], parent?: DescMessage): string[] {
  return all
    .filter((message) => parent === undefined || !isGroup(parent, message))
    .flatMap((message) => messageLines(print, message));
}

function messageLines(print: Print, message: DescMessage): string[] {
  const plain = byNumber(
    print,
    message.fields.filter((field) => field.oneof === undefined),
  );
  const oneofs = print.normalize ? message.oneofs.toSorted((a, b) => lowest(a) - lowest(b)) : message.oneofs;
  return block(`message ${message.name}`, [
    ...rangeLines(print, "reserved", reservedTexts(message)),
    ...optionLines(print, message.proto.options),
    ...plain.flatMap((field) => fieldLines(print, field, message)),
    ...oneofs.flatMap((oneof) => oneofLines(print, oneof)),
    ...rangeLines(print, "extensions", extensionRanges(message)),
    ...extensionLines(print, message.nestedExtensions),
    ...messages(print, message.nestedMessages, message),
    ...enums(print, message.nestedEnums),
  ]);
}

/** Normalized, every range and name has its own statement, numbers first. */
function rangeLines({ normalize }: Print, keyword: string, ranges: readonly RangeText[]): string[] {
  const sorted = normalize ? ranges.toSorted((a, b) => a.start - b.start || (a.text < b.text ? -1 : 1)) : ranges;
  const [numbers, names] = [sorted.filter((each) => !isName(each)), sorted.filter(isName)];
  const groups = normalize ? sorted.map((each) => [each]) : [numbers, names].filter((group) => group.length > 0);
  return groups.map((group) => `${keyword} ${group.map(({ text }) => text).join(", ")};`);
}

function isName({ start }: RangeText): boolean {
  return start === Number.POSITIVE_INFINITY;
}

function oneofLines(print: Print, oneof: DescOneof): string[] {
  const fields = byNumber(print, oneof.fields).flatMap((field) => fieldLines(print, field, oneof.parent));
  return block(`oneof ${oneof.name}`, [...optionLines(print, oneof.proto.options), ...fields]);
}

function fieldLines(print: Print, field: DescField | DescExtension, scope: Scope): string[] {
  const group = field.message !== undefined && field.proto.type === 10 ? field.message : undefined;
  if (group !== undefined) {
    const [, ...body] = messageLines(print, group);
    return [`${label(field)}group ${group.name} = ${field.number} {`, ...(body.length > 0 ? body : ["}"])];
  }
  const head = `${label(field)}${typeText(field, names(print, scope))} ${field.name} = ${field.number}`;
  return withOptions(
    head,
    sortedOptions(print, [...optionTexts(field.proto.options, print.registry), ...ownOptions(field)]),
  );
}

function enums(print: Print, all: readonly DescEnum[]): string[] {
  return all.flatMap((type) => {
    const [first, ...rest] = type.values;
    const sorted = print.normalize ? rest.sort((a, b) => a.number - b.number || (a.name < b.name ? -1 : 1)) : rest;
    // The first value is what an unset field reads as, and must be zero in an open enum.
    const values = first === undefined ? [] : [first, ...sorted];
    return block(`enum ${type.name}`, [
      ...rangeLines(print, "reserved", reservedTexts(type)),
      ...optionLines(print, type.proto.options),
      ...values.flatMap((value) =>
        withOptions(
          `${value.name} = ${value.number}`,
          sortedOptions(print, optionTexts(value.proto.options, print.registry)),
        ),
      ),
    ]);
  });
}

function extensionLines(print: Print, extensions: readonly DescExtension[]): string[] {
  const byExtendee = Map.groupBy(extensions, (extension) => extension.extendee.typeName);
  return [...byExtendee].flatMap(([extendee, group]) =>
    block(
      `extend ${names(print, print.file)(extendee)}`,
      group.flatMap((extension) => fieldLines(print, extension, print.file)),
    ),
  );
}

function services(print: Print): string[] {
  return print.file.services.flatMap((service: DescService) =>
    block(`service ${service.name}`, [
      ...optionLines(print, service.proto.options),
      ...service.methods.flatMap((method) => methodLines(print, method)),
    ]),
  );
}

function methodLines(print: Print, method: DescMethod): string[] {
  const type = (message: DescMessage, streamed: boolean) =>
    `${streamed ? "stream " : ""}${names(print, print.file)(message.typeName)}`;
  const { clientStreaming, serverStreaming } = method.proto;
  const input = type(method.input, clientStreaming);
  const head = `rpc ${method.name} (${input}) returns (${type(method.output, serverStreaming)})`;
  const options = optionLines(print, method.proto.options);
  return options.length === 0 ? [`${head};`] : [`${head} {`, ...options.map(indent), "};"];
}

function byNumber(print: Print, fields: readonly DescField[]): readonly DescField[] {
  return print.normalize ? fields.toSorted((a, b) => a.number - b.number) : fields;
}

function lowest(oneof: DescOneof): number {
  return Math.min(...oneof.fields.map((field) => field.number));
}
