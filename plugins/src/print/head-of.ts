import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import type { Schema } from "@bufbuild/protoplugin";

/** The .proto file that the head of a file about many events names: that of the first. */
export function headOf(schema: Schema<object>, events: readonly DescMessage[]): DescFile {
  return events[0]?.file ?? (schema.allFiles[0] as DescFile);
}
