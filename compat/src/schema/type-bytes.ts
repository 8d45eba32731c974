import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { FileElement, SourcePath } from "./elements.ts";
import { javaUtf8Option } from "./java-utf8-validation.ts";
import { remember } from "./remember.ts";
import { equalBytes } from "./same-bytes.ts";

interface Placed {
  readonly file: FileElement;
  readonly at: SourcePath;
}

/**
 * Tells whether two types are written in the same bytes and inherit the same from their files, so that nothing in them can
 * differ. A nested type is judged by the outermost type around it; false proves nothing.
 */
export function sameTypeBytes(before: Placed, after: Placed): boolean {
  const [list, index] = before.at;
  const [afterList, afterIndex] = after.at;
  if (list !== afterList || before.at.length !== after.at.length) return false;
  if (!before.at.every((step, depth) => depth < 2 || step === after.at[depth])) return false;
  const a = typeBytes(before.file, list, index);
  const b = typeBytes(after.file, afterList, afterIndex);
  return a !== undefined && b !== undefined && equalBytes(a, b) && inheritsSame(before.file, after.file);
}

function inheritsSame(before: FileElement, after: FileElement): boolean {
  return inheritance(before) === inheritance(after);
}

/** What a file hands down to its types, as a text that differs when it does. */
const inheritance = remember((file: FileElement) =>
  JSON.stringify([file.package, file.syntax, file.edition, file.features, javaUtf8Option(file)]),
);

type Slices = ReadonlyMap<number, readonly Uint8Array[]>;

/** The bytes of one of the outermost types of a file; `list` is the field of FileDescriptorProto that holds it. */
function typeBytes(file: FileElement, list: number | undefined, index: number | undefined): Uint8Array | undefined {
  return list === undefined || index === undefined ? undefined : slicesOf(file).get(list)?.[index];
}

/** Fields of google.protobuf.FileDescriptorProto that hold types: messages, enums, services. */
const TYPE_FIELDS: readonly number[] = [4, 5, 6];

const slicesOf = remember((file: FileElement): Slices => {
  const slices = new Map<number, Uint8Array[]>(TYPE_FIELDS.map((field) => [field, []]));
  for (const [from, to] of file.skim.kept) {
    const reader = new BinaryReader(file.bytes.subarray(from, to));
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      const list = wireType === WireType.LengthDelimited ? slices.get(field) : undefined;
      if (list === undefined) reader.skip(wireType, field);
      else list.push(reader.bytes());
    }
  }
  return slices;
});
