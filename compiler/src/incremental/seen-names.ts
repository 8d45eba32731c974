import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { outlineOf, type SchemaFile } from "@postel/proto";

/** What a file shows its importers, piece by piece: bytes by kind and full name, and the last parts of the names to refer to it. */
type Pieces = Map<string, { readonly bytes: string; readonly names: readonly string[] }>;

/** What a visitor adds pieces to, and what it leaves to the element around. */
interface Visit {
  readonly pieces: Pieces;
  readonly scope: string;
}

const NAME = 1;
const FILE_OMITTED = new Set([3, 9, 10, 8042]);
const FILE = { message: 4, enum: 5, service: 6, extension: 7 };
const MESSAGE_OMITTED = new Set([2, 8, 9, 10]);
const MESSAGE = { message: 3, enum: 4, extension: 6, options: 7 };
const SERVICE_OMITTED = new Set([2]);
const ENUM_VALUE = 2;
const MAP_ENTRY = 7;

/**
 * Lists the names of which at least one stands in the text of every file that may compile differently because `before` became
 * `after`: last parts of the names of types, values and extensions that came, went or changed. `everything` where that cannot
 * be told by names: package, syntax, options of the file, public imports.
 */
export function touchedNames(before: SchemaFile, after: SchemaFile): ReadonlySet<string> | "everything" {
  const [from, to] = [piecesOf(before), piecesOf(after)];
  const touched = [...new Set([...from.keys(), ...to.keys()])].filter(
    (key) => from.get(key)?.bytes !== to.get(key)?.bytes,
  );
  if (touched.includes(REST)) return "everything";
  return new Set(touched.flatMap((key) => [...(from.get(key)?.names ?? []), ...(to.get(key)?.names ?? [])]));
}

/** Key of what belongs to the file itself. */
const REST = "";

function piecesOf(file: SchemaFile): Pieces {
  const pieces: Pieces = new Map();
  const { package: name, publicImports } = outlineOf(file);
  const visit = { pieces, scope: name };
  const rest = walk(file.bytes, FILE_OMITTED, {
    [FILE.message]: (bytes) => message(bytes, visit),
    [FILE.enum]: (bytes) => enumeration(bytes, visit),
    [FILE.service]: (bytes) => add(visit, "service", bytes, walk(bytes, SERVICE_OMITTED, {})),
    [FILE.extension]: (bytes) => add(visit, "extension", bytes, text(bytes)),
  });
  // The path is the same, or nobody would compare the two.
  pieces.set(REST, { bytes: JSON.stringify([publicImports, rest]), names: [] });
  return pieces;
}

function message(bytes: Uint8Array, visit: Visit): void {
  if (isMapEntry(bytes)) return;
  const inside = { pieces: visit.pieces, scope: `${visit.scope}.${nameOf(bytes)}` };
  const own = walk(bytes, MESSAGE_OMITTED, {
    [MESSAGE.message]: (nested) => message(nested, inside),
    [MESSAGE.enum]: (nested) => enumeration(nested, inside),
    [MESSAGE.extension]: (nested) => add(inside, "extension", nested, text(nested)),
  });
  add(visit, "message", bytes, own);
}

/** Whoever uses an enum by its values names those, not the enum. */
function enumeration(bytes: Uint8Array, visit: Visit): void {
  const values: string[] = [];
  walk(bytes, new Set(), { [ENUM_VALUE]: (value) => values.push(nameOf(value)) });
  add(visit, "enum", bytes, text(bytes), values);
}

function add({ pieces, scope }: Visit, kind: string, bytes: Uint8Array, content: string, more: string[] = []): void {
  const name = nameOf(bytes);
  pieces.set(`${kind} ${scope}.${name}`, { bytes: content, names: [name, ...more] });
}

type Visitors = Readonly<Record<number, (bytes: Uint8Array) => void>>;

/** Visits some fields, leaves others out, and returns the rest. */
function walk(bytes: Uint8Array, omitted: ReadonlySet<number>, visitors: Visitors): string {
  const reader = new BinaryReader(bytes);
  const rest: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const [field, wireType] = reader.tag();
    const visit = wireType === WireType.LengthDelimited && Object.hasOwn(visitors, field) ? visitors[field] : undefined;
    if (visit === undefined) reader.skip(wireType, field);
    else visit(reader.bytes());
    if (visit === undefined && !omitted.has(field)) rest.push(bytes.subarray(from, reader.pos));
  }
  return text(Buffer.concat(rest));
}

function nameOf(bytes: Uint8Array): string {
  let name = "";
  walk(bytes, new Set(), {
    [NAME]: (found) => {
      name = Buffer.from(found).toString("utf8");
    },
  });
  return name;
}

/** The message behind a map field cannot be referred to. */
function isMapEntry(bytes: Uint8Array): boolean {
  let found = false;
  walk(bytes, new Set(), {
    [MESSAGE.options]: (options) => {
      const reader = new BinaryReader(options);
      while (reader.pos < reader.len) {
        const [field, wireType] = reader.tag();
        if (field === MAP_ENTRY && wireType === WireType.Varint) found = reader.bool();
        else reader.skip(wireType, field);
      }
    },
  });
  return found;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}
