import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";

/** What a message may hold, by field number: a wire type, either of two, or the message inside. */
type Shape = ReadonlyMap<number, Kind>;
type Kind = WireType | "packed" | (() => Shape);

const shapes = new Map<DescMessage, Shape>();

function shapeOf(message: DescMessage): Shape {
  const known = shapes.get(message);
  if (known !== undefined) return known;
  const shape = new Map(message.fields.map((field) => [field.number, kindOf(field)]));
  shapes.set(message, shape);
  return shape;
}

function kindOf(field: DescField): Kind {
  const { message } = field;
  if (message !== undefined) return () => shapeOf(message);
  const wireType = wireTypeOf(field.scalar);
  return field.fieldKind === "list" && wireType !== WireType.LengthDelimited ? "packed" : wireType;
}

function wireTypeOf(scalar: ScalarType | undefined): WireType {
  switch (scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.LengthDelimited;
    case ScalarType.DOUBLE:
      return WireType.Bit64;
    default:
      return WireType.Varint;
  }
}

/** As deep as messages may be nested in each other. */
const MAX_DEPTH = 100;

/**
 * Tells whether bytes have the structure of a google.protobuf.FileDescriptorProto all the way down, so that decoding them later
 * cannot fail. Far cheaper than decoding: nothing is built. Source info is three quarters of a file; without `withSourceInfo`
 * only its length is checked.
 */
export function isFileDescriptor(bytes: Uint8Array, withSourceInfo: boolean): boolean {
  position = 0;
  return isMessage(bytes, bytes.length, withSourceInfo ? fileShape() : bareFileShape(), MAX_DEPTH);
}

function fileShape(): Shape {
  return shapeOf(FileDescriptorProtoSchema);
}

let bare: Shape | undefined;

function bareFileShape(): Shape {
  bare ??= new Map(fileShape()).set(FileDescriptorProtoSchema.field.sourceCodeInfo.number, WireType.LengthDelimited);
  return bare;
}

/** Where the check stands; a variable of the module, since returning it would build objects for every field. */
let position = 0;

function isMessage(bytes: Uint8Array, end: number, fields: Shape, depth: number): boolean {
  while (position < end) {
    const tag = varint(bytes, end);
    if (tag < 8) return false;
    if (!isField(bytes, end, fields.get(tag >>> 3), tag, depth)) return false;
  }
  return position === end;
}

function isField(bytes: Uint8Array, end: number, kind: Kind | undefined, tag: number, depth: number): boolean {
  switch (tag & 7) {
    case WireType.Varint:
      return (kind === undefined || kind === WireType.Varint || kind === "packed") && skipVarint(bytes, end);
    case WireType.LengthDelimited:
      return (typeof kind !== "number" || kind === WireType.LengthDelimited) && isDelimited(bytes, end, kind, depth);
    case WireType.Bit64:
      return (kind === undefined || kind === WireType.Bit64) && skip(8, end);
    case WireType.Bit32:
      return kind === undefined && skip(4, end);
    case WireType.StartGroup:
      return kind === undefined && depth > 0 && isGroup(bytes, end, tag >>> 3, depth - 1);
    default:
      return false;
  }
}

function isDelimited(bytes: Uint8Array, end: number, kind: Kind | undefined, depth: number): boolean {
  const length = varint(bytes, end);
  if (length < 0 || length > end - position) return false;
  const inner = position + length;
  if (typeof kind === "function") return depth > 0 && isMessage(bytes, inner, kind(), depth - 1);
  if (kind === "packed") return isPacked(bytes, inner);
  position = inner;
  return true;
}

function isPacked(bytes: Uint8Array, end: number): boolean {
  while (position < end) if (!skipVarint(bytes, end)) return false;
  return true;
}

/** A custom option may be a group: unknown fields up to its end tag. */
function isGroup(bytes: Uint8Array, end: number, number: number, depth: number): boolean {
  while (position < end) {
    const tag = varint(bytes, end);
    if (tag < 8) return false;
    if ((tag & 7) === WireType.EndGroup) return tag >>> 3 === number;
    if (!isField(bytes, end, undefined, tag, depth)) return false;
  }
  return false;
}

function skip(count: number, end: number): boolean {
  position += count;
  return position <= end;
}

function skipVarint(bytes: Uint8Array, end: number): boolean {
  for (let count = 0; count < 10 && position < end; count++) if ((bytes[position++] ?? 0) < 0x80) return true;
  return false;
}

/** Reads an unsigned number of at most 32 bits; -1 when there is none. */
function varint(bytes: Uint8Array, end: number): number {
  let value = 0;
  for (let shift = 0; shift < 35 && position < end; shift += 7) {
    const byte = bytes[position++] ?? 0;
    if (shift === 28 && byte > 0x0f) return -1;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
  return -1;
}
