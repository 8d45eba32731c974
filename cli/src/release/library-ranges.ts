import { readFileSync } from "node:fs";
import type { Ranges } from "./package-manifest.ts";

/** The ranges of libraries that packages ask for: what this program was tested with, and what is compatible with it. */
export function libraryRanges(): Ranges {
  const { dependencies } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return {
    protobuf: `^${dependencies["@bufbuild/protobuf"]}`,
    runtime: `^${dependencies["@postel/runtime"]}`,
    proto: `^${dependencies["@postel/proto"]}`,
    protovalidate: `^${dependencies["@bufbuild/protovalidate"]}`,
  };
}
