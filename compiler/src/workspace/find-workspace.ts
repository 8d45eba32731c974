import { posix } from "node:path";

/** A buf configuration as it was parsed; nothing about its shape is certain. */
export type Config = Readonly<Record<string, unknown>>;

/** What decides how an input is built, as buf finds it by walking up from the input. */
export interface Workspace {
  /** `v2`: a buf.yaml with modules. `work`: a buf.work.yaml. `v1`: one module with an older buf.yaml. `none`: the input alone. */
  readonly kind: "v2" | "work" | "v1" | "none";
  /** Folder that module paths are relative to. */
  readonly base: string;
  readonly config: Config;
  /** Text of a buf.yaml to use for the module at `base` instead of its own. */
  readonly replacement?: string;
}

/** Returns a file's text, or nothing when there is none. */
export type ReadText = (path: string) => Promise<string | undefined>;

/**
 * Finds the workspace that controls an input folder, by buf's rules. Paths are absolute, or relative to a tree's root (`.`).
 * A buf.yaml of v1 above the folder counts within `root` only, one of v1beta1 never. Throws what the YAML parser throws.
 */
export async function findWorkspace(folder: string, read: ReadText, root = folder): Promise<Workspace> {
  let module: Workspace | undefined;
  for (const base of ancestors(folder)) {
    const work = await readConfig(posix.join(base, "buf.work.yaml"), read);
    if (work !== undefined && controls(base, folder, strings(work.directories), false))
      return { kind: "work", base, config: work };
    const config = await readConfig(posix.join(base, "buf.yaml"), read);
    if (config === undefined) continue;
    const counts = base === folder || (config.version !== "v1beta1" && contains(root, base));
    if (config.version !== "v2") module ??= counts ? { kind: "v1", base, config } : undefined;
    else if (controls(base, folder, modulePaths(config), true)) return { kind: "v2", base, config };
  }
  return module ?? { kind: "none", base: folder, config: {} };
}

/** The module folders of a v2 buf.yaml, relative to it. */
export function modulePaths(config: Config): string[] {
  const modules = records(config.modules);
  return modules.length === 0 ? ["."] : modules.map(({ path }) => (typeof path === "string" ? path : "."));
}

/** Reads a list of strings; anything else is left out. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Reads a list of mappings; anything else is left out. */
export function records(value: unknown): Config[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Tells a mapping from everything else that YAML can hold. */
export function isRecord(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads and parses a configuration; undefined where there is no such file. Throws what the YAML parser throws. */
export async function readConfig(path: string, read: ReadText): Promise<Config | undefined> {
  const text = await read(path);
  if (text === undefined) return undefined;
  const { parseYaml } = await import("./parse-yaml.ts");
  const value: unknown = parseYaml(text);
  return isRecord(value) ? value : {};
}

function controls(base: string, folder: string, modules: readonly string[], containing: boolean): boolean {
  const input = posix.relative(base, folder) || ".";
  return (
    input === "." ||
    modules.some(
      (module) => contains(posix.normalize(module), input) || (containing && contains(input, posix.normalize(module))),
    )
  );
}

function contains(outer: string, inner: string): boolean {
  return outer === "." || inner === outer || inner.startsWith(`${outer}/`);
}

function ancestors(folder: string): string[] {
  const parent = posix.dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
