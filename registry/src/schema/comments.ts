import type { DescEnum, DescEnumValue, DescField, DescFile, DescMessage, DescOneof } from "@bufbuild/protobuf";
import type {
  DescriptorProto,
  EnumDescriptorProto,
  FileDescriptorProto,
  SourceCodeInfo_Location,
} from "@bufbuild/protobuf/wkt";

/** What was written around an element, without comment signs; empty when nothing was. */
export interface Comments {
  readonly leading: string;
  readonly trailing: string;
}

/** Anything that carries comments here. */
export type Commented = DescMessage | DescField | DescOneof | DescEnum | DescEnumValue;

const NONE: Comments = { leading: "", trailing: "" };

/** The comments of an element. */
export function commentsOf(element: Commented): Comments {
  return commentsOfFile(fileOf(element).proto).get(element.proto) ?? NONE;
}

/** The comment before and after an element as one text, lines trimmed, for people to read. */
export function documentationOf(element: Commented): string {
  const { leading, trailing } = commentsOf(element);
  return [leading, trailing].map(trimLines).filter(Boolean).join("\n\n");
}

function fileOf(element: Commented): DescFile {
  return "file" in element ? element.file : fileOf(element.parent);
}

function trimLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}

const known = new WeakMap<FileDescriptorProto, ReadonlyMap<object, Comments>>();

/** The comments of a file by the descriptor that they belong to; the file itself stands for its syntax line. */
export function commentsOfFile(file: FileDescriptorProto): ReadonlyMap<object, Comments> {
  const cached = known.get(file);
  if (cached !== undefined) return cached;
  const found = new Map<object, Comments>();
  for (const location of file.sourceCodeInfo?.location ?? []) {
    const element = elementAt(file, location.path);
    if (element !== undefined && isCommented(location))
      found.set(element, { leading: location.leadingComments, trailing: location.trailingComments });
  }
  known.set(file, found);
  return found;
}

function isCommented(location: SourceCodeInfo_Location): boolean {
  return location.leadingComments !== "" || location.trailingComments !== "";
}

const SYNTAX_FIELD = 12;

/** Follows a source path: pairs of field number and index in google.protobuf.FileDescriptorProto. */
function elementAt(file: FileDescriptorProto, path: readonly number[]): object | undefined {
  const [field, index, ...rest] = path;
  if (path.length === 1 && field === SYNTAX_FIELD) return file;
  if (field === undefined || index === undefined) return undefined;
  if (field === 4) return inMessage(file.messageType[index], rest);
  if (field === 5) return inEnum(file.enumType[index], rest);
  if (field === 7) return rest.length === 0 ? file.extension[index] : undefined;
  if (field !== 6) return undefined;
  const [methods, method] = rest;
  if (rest.length === 0) return file.service[index];
  return methods === 2 && rest.length === 2 ? file.service[index]?.method[method ?? -1] : undefined;
}

function inMessage(message: DescriptorProto | undefined, path: readonly number[]): object | undefined {
  if (path.length === 0) return message;
  const [field, index = -1, ...rest] = path;
  if (field === 3) return inMessage(message?.nestedType[index], rest);
  if (field === 4) return inEnum(message?.enumType[index], rest);
  if (rest.length > 0) return undefined;
  if (field === 2) return message?.field[index];
  if (field === 6) return message?.extension[index];
  return field === 8 ? message?.oneofDecl[index] : undefined;
}

function inEnum(type: EnumDescriptorProto | undefined, path: readonly number[]): object | undefined {
  if (path.length === 0) return type;
  const [field, index = -1] = path;
  return field === 2 && path.length === 2 ? type?.value[index] : undefined;
}
