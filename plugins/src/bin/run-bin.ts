import type { PluginName } from "../plugin-name.ts";
import { plugins } from "../plugins.ts";

/** Runs a plugin as protoc and buf do: a request on stdin, a response on stdout, errors on stderr. */
export async function runBin(name: PluginName): Promise<void> {
  const [{ runNodeJs }, plugin] = await Promise.all([import("@bufbuild/protoplugin"), plugins[name]()]);
  runNodeJs(plugin);
}
