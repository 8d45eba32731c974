import { readFile, stat } from "node:fs/promises";
import { basename, join, posix, relative, resolve } from "node:path";
import type { DescriptorSet } from "@postel/proto";
import { CompilerError } from "../errors.ts";
import {
  type Config,
  findWorkspace,
  isRecord,
  type ReadText,
  readConfig,
  records,
  strings,
  type Workspace,
} from "./find-workspace.ts";
import { modulePlaces } from "./module-places.ts";

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

/** A module with what configures it. */
export interface ConfiguredModule extends Module {
  /** What buf orders modules by: the full name, or the folder where there is none. */
  readonly id: string;
  /** The parsed buf.yaml in charge; absent where there is none. */
  readonly document: unknown;
  /** The module's folder, relative to that buf.yaml. */
  readonly folder: string;
  /** The folders that its import paths start from, relative to its path; more than one only in v1beta1. */
  readonly roots: readonly string[];
  /** Where its files are, relative to its path, by import path; only where that says more than `roots`. */
  readonly places?: ReadonlyMap<string, string>;
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
  const modules = await configuredModules(workspace, base, readText);
  return modules
    .filter(({ path }) => !path.startsWith(".."))
    .map(({ name, path, includes, excludes, files }) => ({ name, path, includes, excludes, ...(files && { files }) }));
}

/**
 * Lists a workspace's modules with their configuration, sorted by id; their paths are relative to `folder`. `paths` lists
 * the files of a tree; without it they are on the disk.
 */
export async function configuredModules(
  workspace: Workspace,
  folder: string,
  read: ReadText,
  paths?: readonly string[],
): Promise<ConfiguredModule[]> {
  const listed = await listModules(workspace, read);
  const inside = listed.map((module) => ({ ...module, path: pathFrom(folder, join(workspace.base, module.path)) }));
  const alone = new Set(inside.map(({ path }) => path)).size <= 1 && inside.every(({ roots }) => roots.length === 1);
  const placed = async (module: ConfiguredModule) => {
    const places = await modulePlaces(folder, module, paths);
    return { ...module, places, files: [...places.keys()] };
  };
  const known = alone ? inside : await Promise.all(inside.map(placed));
  return known.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function pathFrom(folder: string, path: string): string {
  return relative(folder, path).replaceAll("\\", "/") || ".";
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

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}

function oneLine(error: unknown): string {
  return ((error as Error).message.split("\n")[0] ?? "").replace(/:$/, "");
}

async function listModules(workspace: Workspace, read: ReadText): Promise<ConfiguredModule[]> {
  const { kind, base, config } = workspace;
  if (kind === "work") return Promise.all(strings(config.directories).map((path) => folderModule(base, path, read)));
  if (kind === "v2") return v2Modules(base, config);
  return [oneModule(base, ".", kind === "none" ? undefined : config)];
}

function v2Modules(base: string, config: Config): ConfiguredModule[] {
  const listed = records(config.modules);
  const modules = listed.length === 0 ? [{ name: config.name }] : listed;
  return modules.map((module: Config) => {
    const path = typeof module.path === "string" ? posix.normalize(module.path) : ".";
    // buf writes these relative to buf.yaml, everything else here is relative to the module.
    const within = (paths: unknown) =>
      strings(paths).map((folder) => posix.relative(path, posix.normalize(folder)) || ".");
    return {
      name: nameOf(module, base, path),
      id: idOf(module, path),
      path,
      includes: within(module.includes),
      excludes: within(module.excludes),
      document: config,
      folder: path,
      roots: ["."],
    };
  });
}

async function folderModule(base: string, path: string, read: ReadText): Promise<ConfiguredModule> {
  return oneModule(base, posix.normalize(path), await readConfig(posix.join(base, path, "buf.yaml"), read));
}

/** The module of a buf.yaml before v2, or of a folder without any. */
function oneModule(base: string, path: string, document: Config | undefined): ConfiguredModule {
  const config = document ?? {};
  return {
    name: nameOf(config, base, path),
    id: idOf(config, path),
    path,
    includes: [],
    excludes: buildExcludes(config),
    document,
    folder: ".",
    roots: rootsOf(config),
  };
}

function idOf({ name }: Config, path: string): string {
  return typeof name === "string" && name !== "" ? name : path;
}

function nameOf({ name }: Config, base: string, path: string): string {
  if (typeof name === "string" && name !== "") return name.split("/").slice(-2).join("/");
  return basename(resolve(base, path));
}

function buildExcludes({ build }: Config): string[] {
  return isRecord(build) ? strings(build.excludes) : [];
}

function rootsOf({ build }: Config): string[] {
  const roots = isRecord(build) ? strings(build.roots) : [];
  return roots.length === 0 ? ["."] : roots;
}

function isInside(path: string, folder: string): boolean {
  return folder === "." || folder === "" || path === folder || path.startsWith(`${folder}/`);
}
