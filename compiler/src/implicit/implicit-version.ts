import { hash } from "node:crypto";
import { IMPLICIT_PATHS, implicitFile, VALIDATE_VERSION } from "./implicit-files.ts";

/** Tells one set of implicit files from another, without printing any. */
export async function implicitVersion(): Promise<string> {
  const own = IMPLICIT_PATHS.filter((path) => path !== "buf/validate/validate.proto");
  const digest = hash("sha256", Buffer.concat(await Promise.all(own.map(implicitFile))));
  return `${digest} ${VALIDATE_VERSION}`;
}
