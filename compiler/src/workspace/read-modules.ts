import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join, posix, relative, resolve } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import { CompilerError } from "../errors.ts";
import { type Config, findWorkspace, records, strings, type Workspace } from "./find-workspace.ts";

/** A folder of .proto files that is released as one package. */
export interface Module {
  /** The last two parts of buf's full name, such as `shop/orders`; the folder's name where there is none. */
  readonly name: string;
  /** Folder of the module, relative to the folder it was read from; import paths start there. */
  readonly path: string;
  /** Folders and files of the module, relative to its path; empty for all. */
  readonly includes: readonly string[];
  /** Folders and files that do not belong to the module, relative to its path. */
  readonly excludes: readonly string[];
  /** The .proto files under `path`; only where modules have different paths, so that import paths do not tell them apart. */
  readonly files?: readonly string[];
}

/**
 * Reads the modules of a folder from its buf.yaml or buf.work.yaml; a folder without either is one module.
 * Throws CompilerError `source_missing` or `config_invalid`.
 */
export async function readModules(folder: string): Promise<Module[]> {
  const base = resolve(folder);
  if (!(await stat(base).catch(() => undefined))?.isDirectory())
    throw new CompilerError("source_missing", { path: folder, cwd: process.cwd() });
  const workspace = await findWorkspace(base, readText).catch((error: unknown) => {
    throw new CompilerError("config_invalid", { path: `The buf.yaml of \`${folder}\``, why: oneLine(error) }, error);
  });
  const modules = (await listModules(workspace)).map((module) => ({
    ...module,
    path: relative(base, join(workspace.base, module.path)) || ".",
  }));
  const inside = modules.filter(({ path }) => !path.startsWith(".."));
  const alone = new Set(inside.map(({ path }) => path)).size === 1;
  return alone
    ? inside
    : Promise.all(inside.map(async (module) => ({ ...module, files: await protoFiles(base, module) })));
}

/** Lists the files of a set that belong to a module, imports left out. */
export function moduleFiles(set: DescriptorSet, module: Module): string[] {
  const own = module.files === undefined ? undefined : new Set(module.files);
  const belongs = (path: string) =>
    (own === undefined || own.has(path)) &&
    (module.includes.length === 0 || module.includes.some((folder) => isInside(path, folder))) &&
    !module.excludes.some((folder) => isInside(path, folder));
  return set.files.filter((file) => !file.isImport && belongs(file.path)).map((file) => file.path);
}

async function protoFiles(base: string, { path }: Module): Promise<string[]> {
  const entries = await readdir(join(base, path), { recursive: true }).catch(() => []);
  return entries.filter((entry) => entry.endsWith(".proto")).map((entry) => entry.replaceAll("\\", "/"));
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

function oneLine(error: unknown): string {
  return ((error as Error).message.split("\n")[0] ?? "").replace(/:$/, "");
}

async function listModules(workspace: Workspace): Promise<Module[]> {
  const { kind, base, config } = workspace;
  if (kind === "work") return Promise.all(strings(config.directories).map((path) => folderModule(base, path)));
  if (kind === "v2") return v2Modules(base, config);
  return [{ name: nameOf(config, base, "."), path: ".", includes: [], excludes: buildExcludes(config) }];
}

function v2Modules(base: string, config: Config): Module[] {
  const listed = records(config.modules);
  const modules = listed.length === 0 ? [{ name: config.name }] : listed;
  return modules.map((module: Config) => {
    const path = typeof module.path === "string" ? posix.normalize(module.path) : ".";
    // buf writes these relative to buf.yaml, everything else here is relative to the module.
    const within = (paths: unknown) =>
      strings(paths).map((folder) => posix.relative(path, posix.normalize(folder)) || ".");
    return {
      name: nameOf(module, base, path),
      path,
      includes: within(module.includes),
      excludes: within(module.excludes),
    };
  });
}

async function folderModule(base: string, path: string): Promise<Module> {
  const { kind, config } = await findWorkspace(join(base, path), readText);
  const own = kind === "v1" ? config : {};
  return { name: nameOf(own, base, path), path: posix.normalize(path), includes: [], excludes: buildExcludes(own) };
}

function nameOf({ name }: Config, base: string, path: string): string {
  if (typeof name === "string" && name !== "") return name.split("/").slice(-2).join("/");
  return basename(resolve(base, path));
}

function buildExcludes(config: Config): string[] {
  const { build } = config;
  return typeof build === "object" && build !== null && "excludes" in build ? strings(build.excludes) : [];
}

function isInside(path: string, folder: string): boolean {
  return folder === "." || folder === "" || path === folder || path.startsWith(`${folder}/`);
}
