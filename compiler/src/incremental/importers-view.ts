import { hash } from "node:crypto";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { outlineOf, type SchemaFile } from "@postel/proto";

/** What to do with a field of a descriptor: leave it out, or write a part of it. */
type Cut = "omit" | ((bytes: Uint8Array, out: Uint8Array[]) => void);
type Cuts = Readonly<Record<number, Cut>>;

const SOURCE_INFO = 9;
const BUF_EXTENSION = 8042;

/** Dependencies and which of them are public are compared by their paths. */
const FILE: Cuts = { 3: "omit", 10: "omit", [SOURCE_INFO]: "omit", [BUF_EXTENSION]: "omit", 4: message, 6: service };
const WHOLE_FILE: Cuts = { [SOURCE_INFO]: "omit", [BUF_EXTENSION]: "omit" };
/** Fields, oneofs and reservations; nested messages are cut in turn. */
const MESSAGE: Cuts = { 2: "omit", 8: "omit", 9: "omit", 10: "omit", 3: message };
const SERVICE: Cuts = { 2: "omit" };

const OPTIONS = 7;
const MAP_ENTRY = 7;

/**
 * Digests what decides how the importers of a file compile: its types by name and kind, its enums, extensions, options, syntax
 * and public imports; not its fields and methods, which no other file can refer to. Where `whole`, everything but comments
 * counts: custom options that importers set may be typed by its messages.
 */
export function importersView(file: SchemaFile, whole: boolean): string {
  const parts: Uint8Array[] = [];
  cut(file.bytes, whole ? WHOLE_FILE : FILE, parts);
  return hash("sha256", Buffer.concat([Buffer.from(JSON.stringify(outlineOf(file).publicImports)), ...parts]));
}

function cut(bytes: Uint8Array, cuts: Cuts, out: Uint8Array[]): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const from = reader.pos;
    const [field, wireType] = reader.tag();
    const how = Object.hasOwn(cuts, field) ? cuts[field] : undefined;
    if (typeof how === "function" && wireType === WireType.LengthDelimited) how(reader.bytes(), out);
    else reader.skip(wireType, field);
    if (how === undefined) out.push(bytes.subarray(from, reader.pos));
  }
}

function message(bytes: Uint8Array, out: Uint8Array[]): void {
  if (!isMapEntry(bytes)) enclosed(bytes, MESSAGE, out);
}

function service(bytes: Uint8Array, out: Uint8Array[]): void {
  enclosed(bytes, SERVICE, out);
}

/** With its end marked, so that what is in a type cannot be taken for what follows it. */
function enclosed(bytes: Uint8Array, cuts: Cuts, out: Uint8Array[]): void {
  const inside: Uint8Array[] = [];
  cut(bytes, cuts, inside);
  const whole = Buffer.concat(inside);
  out.push(Buffer.from(`{${whole.length}}`), whole);
}

/** The message behind a map field cannot be referred to. */
function isMapEntry(bytes: Uint8Array): boolean {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === OPTIONS && wireType === WireType.LengthDelimited && hasMapEntry(reader.bytes())) return true;
    if (field !== OPTIONS) reader.skip(wireType, field);
  }
  return false;
}

function hasMapEntry(bytes: Uint8Array): boolean {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === MAP_ENTRY && wireType === WireType.Varint) return reader.bool();
    reader.skip(wireType, field);
  }
  return false;
}
