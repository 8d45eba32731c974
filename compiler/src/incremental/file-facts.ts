import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { SchemaFile } from "@postel/proto";

/** What is known of a file without decoding it. */
export interface FileFacts {
  readonly package: string;
  readonly imports: readonly string[];
}

const PACKAGE = 2;
const DEPENDENCY = 3;

const known = new WeakMap<SchemaFile, FileFacts>();

/** Returns a file's facts, skimming its bytes at most once. */
export function factsOf(file: SchemaFile): FileFacts {
  const facts = known.get(file) ?? skim(file.bytes);
  known.set(file, facts);
  return facts;
}

/** Says what is known of a file whose bytes have not been read. */
export function rememberFacts(file: SchemaFile, facts: FileFacts): void {
  known.set(file, facts);
}

function skim(bytes: Uint8Array): FileFacts {
  const reader = new BinaryReader(bytes);
  const imports: string[] = [];
  let name = "";
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === PACKAGE && wireType === WireType.LengthDelimited) name = reader.string();
    else if (field === DEPENDENCY && wireType === WireType.LengthDelimited) imports.push(reader.string());
    else reader.skip(wireType, field);
  }
  return { package: name, imports };
}
