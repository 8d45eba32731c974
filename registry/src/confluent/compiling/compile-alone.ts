import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { withCompiler } from "../../service/compilers.ts";
import { ConfluentError } from "../confluent-error.ts";
import { cleanDescriptor, OWN_PATH } from "../link-schema.ts";
import type { TextUnit } from "./text-unit.ts";

const TIMEOUT_MILLIS = 10_000;

/** Compiles a text in a run of its own. Throws ConfluentError 42201 with the place of a mistake, or RegistryError COMPILERS_BUSY. */
export async function compileAlone({ text, files }: TextUnit): Promise<FileDescriptorProto> {
  const { compile } = await import("@postel/compiler");
  const source = { kind: "text", files: Object.fromEntries([...files, [OWN_PATH, text]]) } as const;
  const options = { paths: [OWN_PATH], excludeSourceInfo: true, isBackground: true, timeout: TIMEOUT_MILLIS };
  const compiled = await withCompiler(() => compile(source, options));
  if (compiled.kind === "invalid") throw invalid(compiled.problems);
  const file = compiled.set.files.find((each) => each.path === OWN_PATH);
  if (file === undefined) throw new ConfluentError(42201, { reason: "it is empty" });
  return cleanDescriptor(file.bytes);
}

function invalid(problems: readonly { line: number; column: number; message: string }[]): ConfluentError {
  const [first] = problems;
  const reason = first === undefined ? "it does not compile" : `${first.line}:${first.column}: ${first.message}`;
  return new ConfluentError(42201, { reason });
}
