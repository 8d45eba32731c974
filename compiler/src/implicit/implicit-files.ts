import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The files that every input may import without holding them. */
export const IMPLICIT_PATHS = [
  "postel/v1/envelope.proto",
  "postel/v1/event.proto",
  "buf/validate/validate.proto",
] as const;

/** Path of an implicit file. */
export type ImplicitPath = (typeof IMPLICIT_PATHS)[number];

const require = createRequire(import.meta.url);

/** Reads one implicit file's source. */
export async function implicitFile(path: ImplicitPath): Promise<Uint8Array> {
  if (path === "buf/validate/validate.proto") return validateProto();
  return readFile(join(dirname(require.resolve("@postel/proto/package.json")), path));
}

/** The release of protovalidate whose schema is printed; a test ties it to package.json. */
export const VALIDATE_VERSION = "1.3.0";

let validate: Promise<Uint8Array> | undefined;

/** protovalidate carries its schema as a descriptor only. */
function validateProto(): Promise<Uint8Array> {
  validate ??= import("./print-validate.ts").then(({ printValidate }) => printValidate());
  return validate;
}
