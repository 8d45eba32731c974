import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** What a file declares, as it would clash with another file's. */
export interface DeclaredNames {
  /** Full names of all elements. */
  readonly names: ReadonlySet<string>;
  /** Extensions as `<extended message> <number>`. */
  readonly extensions: ReadonlySet<string>;
}

interface Found {
  readonly names: Set<string>;
  readonly extensions: Set<string>;
}

/** Reads the part of an encoded descriptor that declares something. */
type Visit = (bytes: Uint8Array, scope: string, found: Found) => void;

/** Where descriptors keep declarations, by field number; each has its name in field 1. */
const FILE: Readonly<Record<number, Visit>> = { 4: message, 5: enumeration, 6: service, 7: extension };
const MESSAGE: Readonly<Record<number, Visit>> = {
  2: plain,
  3: message,
  4: enumeration,
  6: extension,
  8: plain,
};
const SERVICE: Readonly<Record<number, Visit>> = { 2: plain };

const NAME = 1;
const EXTENDEE = 2;
const NUMBER = 3;
const ENUM_VALUE = 2;

/** Lists what an encoded google.protobuf.FileDescriptorProto declares, without decoding it. Throws when it is cut short. */
export function declaredNames(bytes: Uint8Array, packageName: string): DeclaredNames {
  const found: Found = { names: new Set(), extensions: new Set() };
  visitAll(bytes, FILE, packageName, found);
  return found;
}

function visitAll(bytes: Uint8Array, visits: Readonly<Record<number, Visit>>, scope: string, found: Found): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const visit = wireType === WireType.LengthDelimited && Object.hasOwn(visits, field) ? visits[field] : undefined;
    if (visit === undefined) reader.skip(wireType, field);
    else visit(reader.bytes(), scope, found);
  }
}

function plain(bytes: Uint8Array, scope: string, { names }: Found): string {
  const name = join(scope, textAt(bytes, NAME));
  names.add(name);
  return name;
}

function message(bytes: Uint8Array, scope: string, found: Found): void {
  visitAll(bytes, MESSAGE, plain(bytes, scope, found), found);
}

/** The values of an enum stand beside it, not in it. */
function enumeration(bytes: Uint8Array, scope: string, found: Found): void {
  plain(bytes, scope, found);
  visitAll(bytes, { [ENUM_VALUE]: (value) => plain(value, scope, found) }, scope, found);
}

function service(bytes: Uint8Array, scope: string, found: Found): void {
  visitAll(bytes, SERVICE, plain(bytes, scope, found), found);
}

function extension(bytes: Uint8Array, scope: string, found: Found): void {
  plain(bytes, scope, found);
  found.extensions.add(`${textAt(bytes, EXTENDEE)} ${numberAt(bytes, NUMBER)}`);
}

function textAt(bytes: Uint8Array, wanted: number): string {
  const reader = new BinaryReader(bytes);
  let text = "";
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === wanted && wireType === WireType.LengthDelimited) text = reader.string();
    else reader.skip(wireType, field);
  }
  return text;
}

function numberAt(bytes: Uint8Array, wanted: number): number {
  const reader = new BinaryReader(bytes);
  let number = 0;
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === wanted && wireType === WireType.Varint) number = reader.int32();
    else reader.skip(wireType, field);
  }
  return number;
}

function join(scope: string, name: string): string {
  return scope === "" ? name : `${scope}.${name}`;
}
