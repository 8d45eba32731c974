import { type BreakingConfig, defaultConfig, readBreakingConfig } from "@postel/compat";
import {
  type CompileOptions,
  type ConfiguredModule,
  compile,
  isCompilerError,
  moduleFiles,
  type Problem,
  readWorkspace,
  type Source,
} from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { externalPath } from "./external-path.ts";
import { moduleSet } from "./module-set.ts";

/** One module of an input: its files with all their imports, and how it is checked. */
export interface ModuleImage {
  readonly module: ConfiguredModule;
  readonly set: DescriptorSet;
  readonly config: BreakingConfig;
}

/** An input, module by module, or what is wrong with its .proto files. */
export type LoadedImages =
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] }
  | { readonly kind: "ok"; readonly images: readonly ModuleImage[]; readonly show: (path: string) => string };

/** Compiles an input and takes it apart into modules. Throws CompilerError or CompatError when it is unusable. */
export async function loadImages(
  source: Source,
  options: CompileOptions & { readonly cwd: string },
): Promise<LoadedImages> {
  const [compiled, modules] = await Promise.all([compileScoped(source, options), readWorkspace(source, options)]);
  if (compiled.kind === "invalid") return compiled;
  const { set } = compiled;
  const images = modules.flatMap((module) => {
    const own = modules.length === 1 ? set : moduleSet(set, moduleFiles(set, module));
    return own.files.length === 0 && modules.length > 1 ? [] : [{ module, set: own, config: configOf(module) }];
  });
  return { kind: "ok", images, show: externalPath(source, modules, options.cwd) };
}

/** What a `--path` names may be gone on one side, and then everything in it was deleted. */
async function compileScoped(source: Source, options: CompileOptions) {
  try {
    return await compile(source, options);
  } catch (error) {
    if (!isCompilerError(error) || error.code !== "no_targets" || (options.paths ?? []).length === 0) throw error;
    return { kind: "ok" as const, set: { files: [] } };
  }
}

/** Without any buf.yaml buf takes the rules of v1. */
function configOf({ document, folder }: ConfiguredModule): BreakingConfig {
  return document === undefined ? { ...defaultConfig, version: "v1" } : readBreakingConfig(document, folder);
}
