import type {
  DescEnum,
  DescExtension,
  DescField,
  DescFile,
  DescMessage,
  DescMethod,
  DescOneof,
  DescService,
  Registry,
} from "@bufbuild/protobuf";
import { commentsOfFile } from "./comments.ts";
import { optionTexts } from "./option-lines.ts";
import {
  extensionRanges,
  isGroup,
  label,
  ownOptions,
  reservedTexts,
  shortNames,
  syntaxLine,
  typeText,
} from "./print-parts.ts";
import { relativeName, type Scope } from "./relative-name.ts";
import { stringLiteral } from "./text-literal.ts";

/** Writes a file's descriptor as .proto text with its comments; the registry knows its custom options. */
export function printProto(file: DescFile, registry: Registry): string {
  const print: Print = { file, registry, comments: commentsOfFile(file.proto) };
  const blocks = [
    [...remarks(print, file.proto), syntaxLine(file)],
    file.proto.package === "" ? [] : [`package ${file.proto.package};`],
    importLines(file),
    optionTexts(file.proto.options, registry).flatMap((option) => statement(`option ${option}`)),
    ...extensionBlocks(print, file.extensions),
    ...file.messages.map((message) => messageLines(print, message)),
    ...file.enums.map((each) => enumLines(print, each)),
    ...file.services.map((service) => serviceLines(print, service)),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")}\n`;
}

interface Print {
  readonly file: DescFile;
  readonly registry: Registry;
  readonly comments: ReturnType<typeof commentsOfFile>;
}

function importLines({ proto }: DescFile): string[] {
  return proto.dependency.map((path, index) => {
    const kind = proto.publicDependency.includes(index)
      ? "public "
      : proto.weakDependency.includes(index)
        ? "weak "
        : "";
    return `import ${kind}${stringLiteral(path)};`;
  });
}

function messageLines(print: Print, message: DescMessage): string[] {
  const own = message.nestedMessages.filter((nested) => !isGroup(message, nested));
  const body = [
    ...optionTexts(message.proto.options, print.registry).flatMap((option) => statement(`option ${option}`)),
    ...message.members.flatMap((member) =>
      member.kind === "oneof" ? oneofLines(print, member) : fieldLines(print, member, message),
    ),
    ...extensionStatement(message),
    ...reservedTexts(message).map((text) => `reserved ${text};`),
    ...own.flatMap((nested) => ["", ...messageLines(print, nested)]),
    ...message.nestedEnums.flatMap((nested) => ["", ...enumLines(print, nested)]),
    ...extensionBlocks(print, message.nestedExtensions).flatMap((block) => ["", ...block]),
  ];
  return [...remarks(print, message.proto), ...block(`message ${message.name}`, body)];
}

function oneofLines(print: Print, oneof: DescOneof): string[] {
  const body = [
    ...optionTexts(oneof.proto.options, print.registry).flatMap((option) => statement(`option ${option}`)),
    ...oneof.fields.flatMap((field) => fieldLines(print, field, oneof.parent)),
  ];
  return [...remarks(print, oneof.proto), ...block(`oneof ${oneof.name}`, body)];
}

function fieldLines(print: Print, field: DescField | DescExtension, scope: Scope): string[] {
  const head = `${label(field)}${typeText(field, shortNames(scope, print.registry))} ${field.name} = ${field.number}`;
  const group = field.proto.type === 10 && field.message !== undefined ? field.message : undefined;
  if (group !== undefined)
    return [
      ...remarks(print, field.proto),
      ...block(
        `${label(field)}group ${group.name} = ${field.number}`,
        group.fields.flatMap((inner) => fieldLines(print, inner, group)),
      ),
    ];
  const options = [...ownOptions(field), ...optionTexts(field.proto.options, print.registry)];
  return [...remarks(print, field.proto), ...withOptions(head, options)];
}

function extensionStatement(message: DescMessage): string[] {
  const ranges = extensionRanges(message);
  return ranges.length === 0 ? [] : [`extensions ${ranges.join(", ")};`];
}

function enumLines(print: Print, type: DescEnum): string[] {
  const body = [
    ...optionTexts(type.proto.options, print.registry).flatMap((option) => statement(`option ${option}`)),
    ...type.values.flatMap((value) => [
      ...remarks(print, value.proto),
      ...withOptions(`${value.name} = ${value.number}`, optionTexts(value.proto.options, print.registry)),
    ]),
    ...reservedTexts(type).map((text) => `reserved ${text};`),
  ];
  return [...remarks(print, type.proto), ...block(`enum ${type.name}`, body)];
}

function serviceLines(print: Print, service: DescService): string[] {
  const body = [
    ...optionTexts(service.proto.options, print.registry).flatMap((option) => statement(`option ${option}`)),
    ...service.methods.flatMap((method) => methodLines(print, method)),
  ];
  return [...remarks(print, service.proto), ...block(`service ${service.name}`, body)];
}

function methodLines(print: Print, method: DescMethod): string[] {
  const stream = (on: boolean) => (on ? "stream " : "");
  const { clientStreaming, serverStreaming } = method.proto;
  const input = `${stream(clientStreaming)}${relativeName(method.input.typeName, print.file, print.registry)}`;
  const output = `${stream(serverStreaming)}${relativeName(method.output.typeName, print.file, print.registry)}`;
  const head = `rpc ${method.name}(${input}) returns (${output})`;
  const options = optionTexts(method.proto.options, print.registry).flatMap((option) => statement(`option ${option}`));
  return [...remarks(print, method.proto), ...(options.length === 0 ? [`${head};`] : block(head, options))];
}

function extensionBlocks(print: Print, extensions: readonly DescExtension[]): string[][] {
  const byExtendee = Map.groupBy(extensions, (extension) => extension.extendee.typeName);
  return [...byExtendee].map(([extendee, group]) =>
    block(
      `extend ${relativeName(extendee, print.file, print.registry)}`,
      group.flatMap((extension) => fieldLines(print, extension, print.file)),
    ),
  );
}

function remarks({ comments }: Print, element: object): string[] {
  const { leading = "", trailing = "" } = comments.get(element) ?? {};
  return [leading, trailing]
    .filter(Boolean)
    .flatMap((text) => text.replace(/\n$/, "").split("\n"))
    .map((line) => `//${line.replace(/\p{Cc}/gu, " ")}`.trimEnd());
}

function block(head: string, body: readonly string[]): string[] {
  return body.length === 0 ? [`${head} {}`] : [`${head} {`, ...body.map(indent), "}"];
}

function withOptions(head: string, options: readonly string[]): string[] {
  const [only] = options;
  if (only === undefined) return [`${head};`];
  if (options.length === 1) return statement(`${head} [${only}]`);
  return [
    `${head} [`,
    ...options
      .map((o, at) => (at < options.length - 1 ? `${o},` : o))
      .flatMap(lines)
      .map(indent),
    "];",
  ];
}

function statement(text: string): string[] {
  return lines(`${text};`);
}

function lines(text: string): string[] {
  return text.split("\n");
}

function indent(line: string): string {
  return line === "" ? "" : `  ${line}`;
}
