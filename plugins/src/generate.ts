import type { CodeGeneratorRequest } from "@bufbuild/protobuf/wkt";
import { PluginError } from "./errors.ts";
import type { PluginName } from "./plugin-name.ts";
import { plugins } from "./plugins.ts";

/** A file that a plugin wrote; the path is relative to the output folder. */
export interface GeneratedText {
  readonly path: string;
  readonly content: string;
}

/**
 * Runs a plugin in this process. The same request gives the same files. Throws PluginError when the options or
 * schemas do not allow code to be generated.
 */
export async function generate(plugin: PluginName, request: CodeGeneratorRequest): Promise<GeneratedText[]> {
  const { run } = await plugins[plugin]();
  try {
    return run(request).file.map(({ name, content }) => ({ path: safePath(name), content }));
  } catch (thrown) {
    throw isOptionError(thrown) ? optionError(thrown) : thrown;
  }
}

/** protoplugin wraps what a plugin says about its options. */
function isOptionError(thrown: unknown): thrown is Error {
  return thrown instanceof Error && thrown.name === "PluginOptionError";
}

function optionError({ message }: Error): PluginError {
  const [, option = "", why = ""] = /^invalid option "(.*?)"(?:: (.*))?$/s.exec(message) ?? [];
  return new PluginError("option_invalid", { option, why: why === "" ? "protoplugin does not know it" : why });
}

/** Descriptors from elsewhere may name any path. */
function safePath(path: string): string {
  const parts = path.split(/[\\/]/);
  if (parts.includes("..") || parts[0] === "" || /^[A-Za-z]:|\0/.test(path))
    throw new PluginError("path_unsafe", { path: JSON.stringify(path) });
  return path;
}
