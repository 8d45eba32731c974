import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** What can be known of an encoded file without decoding it. */
export interface Skim {
  readonly package: string;
  /** Paths of the imported files, in order. */
  readonly imports: readonly string[];
  /** Byte ranges that hold everything but source info and buf's image extension, as [from, to) pairs. */
  readonly kept: readonly (readonly [number, number])[];
  /** Byte ranges of the encoded google.protobuf.SourceCodeInfo, as [from, to) pairs. */
  readonly sourceInfo: readonly (readonly [number, number])[];
}

const PACKAGE_FIELD = 2;
const DEPENDENCY_FIELD = 3;
const SOURCE_INFO_FIELD = 9;
/** `buf.alpha.image.v1.ImageFileExtension`: it differs between kinds of images, not between schemas. */
const BUF_EXTENSION_FIELD = 8042;

/** Reads the outermost fields of an encoded google.protobuf.FileDescriptorProto. Throws when the bytes are cut short. */
export function skim(bytes: Uint8Array): Skim {
  const reader = new BinaryReader(bytes);
  const found = {
    package: "",
    imports: [] as string[],
    kept: [] as [number, number][],
    sourceInfo: [] as [number, number][],
  };
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const [field, wireType] = reader.tag();
    const isText = wireType === WireType.LengthDelimited;
    if (isText && field === PACKAGE_FIELD) found.package = reader.string();
    else if (isText && field === DEPENDENCY_FIELD) found.imports.push(reader.string());
    else if (isText && field === SOURCE_INFO_FIELD) {
      const { byteLength } = reader.bytes();
      found.sourceInfo.push([reader.pos - byteLength, reader.pos]);
      continue;
    } else reader.skip(wireType, field);
    if (field !== BUF_EXTENSION_FIELD) keep(found.kept, from, reader.pos);
  }
  return found;
}

function keep(ranges: [number, number][], from: number, to: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && last[1] === from) last[1] = to;
  else ranges.push([from, to]);
}

/** Joins byte ranges; copies only when there is more than one. */
export function joinRanges(bytes: Uint8Array, ranges: Skim["kept"]): Uint8Array {
  const [first, ...rest] = ranges;
  if (first === undefined) return new Uint8Array();
  if (rest.length === 0) return bytes.subarray(first[0], first[1]);
  const joined = new Uint8Array(ranges.reduce((total, [from, to]) => total + to - from, 0));
  let at = 0;
  for (const [from, to] of ranges) {
    joined.set(bytes.subarray(from, to), at);
    at += to - from;
  }
  return joined;
}
