import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { SchemaFile } from "@postel/proto";

const DEPENDENCY_FIELD = 3;

/** Reads the paths that a file imports, without decoding it. */
export function importsOf({ bytes }: SchemaFile): string[] {
  const reader = new BinaryReader(bytes);
  const imports: string[] = [];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === DEPENDENCY_FIELD && wireType === WireType.LengthDelimited) imports.push(reader.string());
    else reader.skip(wireType, field);
  }
  return imports;
}
