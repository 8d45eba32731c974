import type { DescFile } from "@bufbuild/protobuf";
import { Edition, type FileDescriptorProto, FileOptionsSchema } from "@bufbuild/protobuf/wkt";
import { type Item, inSourceOrder, withComments } from "./comments.ts";
import { type Context, contextOf } from "./context.ts";
import { paragraphs } from "./lines.ts";
import { quote } from "./literals.ts";
import { mergeDeclarations } from "./merge-declarations.ts";
import { printEnum } from "./print-enum.ts";
import { printExtends, printMessages } from "./print-message.ts";
import { optionStatements } from "./print-options.ts";
import { printService } from "./print-service.ts";

const PACKAGE = 2;
const DEPENDENCY = 3;
const MESSAGE = 4;
const ENUM = 5;
const SERVICE = 6;
const EXTENSION = 7;
const SYNTAX = 12;
const EDITION = 14;

/**
 * Prints a file as .proto source that compiles to the same descriptor; comments are kept where the descriptor carries source
 * info. `among`, a registry's files, is needed only for files that `import option` (edition 2024).
 */
export function printFile(file: DescFile, among: Iterable<DescFile> = []): string {
  const context = contextOf(file, among);
  const { proto } = file;
  const groups = [
    syntaxLines(context, proto),
    proto.package === "" ? [] : withComments(context.comments, [PACKAGE], [`package ${proto.package};`]),
    imports(context, proto),
    optionStatements(context, FileOptionsSchema, proto.options, proto.package),
    ...declarations(context, proto).map(({ lines }) => lines),
  ];
  return `${paragraphs(groups).join("\n")}\n`;
}

function syntaxLines(context: Context, proto: FileDescriptorProto): string[] {
  if (context.syntax === "editions")
    return withComments(
      context.comments,
      [EDITION],
      [`edition = "${Edition[proto.edition]?.replace("EDITION_", "")}";`],
    );
  return withComments(context.comments, [SYNTAX], [`syntax = "${context.syntax}";`]);
}

function imports({ comments }: Context, proto: FileDescriptorProto): string[] {
  const lines = proto.dependency.flatMap((path, index) => {
    const kind = proto.publicDependency.includes(index)
      ? "public "
      : proto.weakDependency.includes(index)
        ? "weak "
        : "";
    return withComments(comments, [DEPENDENCY, index], [`import ${kind}${quote(path)};`]);
  });
  return [...lines, ...proto.optionDependency.map((path) => `import option ${quote(path)};`)];
}

function declarations(context: Context, proto: FileDescriptorProto): Item[] {
  const scope = proto.package;
  const merged = mergeDeclarations(
    [],
    printExtends(context, proto.extension, proto.messageType, [], EXTENSION, MESSAGE, scope),
    printMessages(context, proto.messageType, [MESSAGE], scope),
  );
  const enums = proto.enumType.map((item, index): Item => {
    const path = [ENUM, index];
    return { path, lines: printEnum(context, item, path, scope) };
  });
  const services = proto.service.map((service, index): Item => {
    const path = [SERVICE, index];
    return { path, lines: printService(context, service, path, scope) };
  });
  return inSourceOrder(context.comments, [...merged, ...enums, ...services]);
}
