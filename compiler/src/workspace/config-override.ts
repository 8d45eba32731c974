import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CompileOptions } from "../compile-options.ts";
import { isRecord, type Workspace } from "./find-workspace.ts";

/**
 * Applies `options.config` (a path, or the content of a buf.yaml) to a workspace, as buf's `--config` does: a v2
 * configuration replaces the workspace's and is anchored at `root`; an older one replaces the buf.yaml of `folder`.
 */
export async function configOverride(
  workspace: Workspace,
  folder: string,
  root: string,
  options: Pick<CompileOptions, "config" | "cwd">,
): Promise<Workspace> {
  if (options.config === undefined) return workspace;
  const text = await configText(options.config, options.cwd ?? process.cwd());
  const { parseYaml } = await import("./parse-yaml.ts");
  const value: unknown = parseYaml(text);
  const config = isRecord(value) ? value : {};
  if (config.version !== "v2") return { kind: "v1", base: folder, config, replacement: text };
  return { kind: "v2", base: root, config };
}

async function configText(config: string, cwd: string): Promise<string> {
  return /\.(ya?ml|json)$/.test(config) ? readFile(resolve(cwd, config), "utf8") : config;
}
