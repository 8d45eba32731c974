export { type BufBreakingOptions, bufBreaking } from "./buf-breaking.ts";
export type { Compiled } from "./build/run-build.ts";
export { evict } from "./cache/evict.ts";
export { compile } from "./compile.ts";
export type { CompileOptions } from "./compile-options.ts";
export { type CompiledPair, type CompileInput, compilePair } from "./compile-pair.ts";
export { CompilerError, type CompilerErrorCode, compilerErrors, isCompilerError } from "./errors.ts";
export { IMPLICIT_PATHS, type ImplicitPath, implicitFile, VALIDATE_VERSION } from "./implicit/implicit-files.ts";
export { type LintOptions, lint } from "./lint.ts";
export { printFile } from "./print/print-file.ts";
export type { Problem } from "./problem.ts";
export { parseSource } from "./source/parse-source.ts";
export type {
  ArchiveSource,
  FileSource,
  FolderSource,
  GitRef,
  GitSource,
  ImageSource,
  Source,
  TextSource,
} from "./source/source.ts";
export { type ConfiguredModule, type Module, moduleFiles, readModules } from "./workspace/read-modules.ts";
export { readWorkspace, type WorkspaceOptions } from "./workspace/read-workspace.ts";
