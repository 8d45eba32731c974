import { file_buf_validate_validate } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { printFile } from "../print/print-file.ts";

/** Prints the source of buf/validate/validate.proto; loading what it takes is slow. */
export function printValidate(): Uint8Array {
  return Buffer.from(printFile(file_buf_validate_validate));
}
