import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { CompileOptions } from "../compile-options.ts";
import { CompilerError } from "../errors.ts";
import { type ImplicitPath, implicitFile } from "../implicit/implicit-files.ts";
import { IMPLICIT_FOLDER, INPUT_FOLDER, isWholeWork, overlayConfig } from "../implicit/overlay-config.ts";
import { wantedByFolder } from "../implicit/wanted-by-folder.ts";
import { withTemporaryFolder } from "../process/temporary-folder.ts";
import type { FileSource, FolderSource } from "../source/source.ts";
import { bucketRoot } from "../workspace/bucket-root.ts";
import { configOverride } from "../workspace/config-override.ts";
import { findWorkspace, type Workspace } from "../workspace/find-workspace.ts";
import type { Attempt } from "./attempt.ts";
import type { BuildInput } from "./run-build.ts";
import { sampleFolder } from "./sample-folder.ts";

/** Prepares a folder or .proto file for buf, which reads it where it is. Throws CompilerError `source_missing`. */
export async function diskAttempt(source: FolderSource | FileSource, options: CompileOptions): Promise<Attempt> {
  const cwd = options.cwd ?? process.cwd();
  const absolute = resolve(cwd, source.path);
  const info = await stat(absolute).catch(() => undefined);
  if (info === undefined) throw new CompilerError("source_missing", { path: source.path, cwd });
  if (source.kind === "folder" && !info.isDirectory())
    throw new CompilerError("source_unreadable", { path: source.path, why: "it is a file of no known kind" });
  const folder = source.kind === "folder" ? absolute : dirname(absolute);
  const root = bucketRoot(source.path, folder, cwd);
  const { files, isAll } = sampleFolder(folder);
  const plain = plainInput(source, isAll, options);
  // Neighbours come with links to the input, which must not be followed.
  if (options.disableSymlinks === true && plain !== undefined)
    return { plain, wanted: [], readLine: async () => "", withImplicit: (_paths, run) => run(plain) };
  return {
    plain,
    wanted: await wantedByFolder(folder, files, root),
    readLine: async ({ path, line }) => (await readText(resolve(cwd, path)))?.split("\n")[line - 1] ?? "",
    withImplicit: (paths, run) =>
      withTemporaryFolder(async (overlay) => {
        const found = await findWorkspace(folder, readText, root);
        const workspace = await configOverride(found, folder, root, options);
        await writeOverlay(
          overlay,
          workspace,
          paths,
          options.config === undefined ? [] : steps(workspace.base, folder),
        );
        return run({ ...overlayInput(source, overlay, paths, workspace, options), isSmall: isAll });
      }),
  };
}

/** Nothing when the path holds a `#`, which buf cannot be told; the links of an overlay hold none. */
function plainInput(
  source: FolderSource | FileSource,
  isSmall: boolean,
  options: CompileOptions,
): BuildInput | undefined {
  if (source.path.includes("#")) return undefined;
  return {
    argument: `${source.path}${suffix(source)}`,
    label: source.path,
    paths: options.paths ?? [],
    excludePaths: options.excludePaths ?? [],
    config: options.config,
    isSmall,
    show: (path) => path,
  };
}

function suffix(source: FolderSource | FileSource): string {
  return source.kind === "file" && source.includePackageFiles === true ? "#include_package_files=true" : "";
}

function overlayInput(
  source: FolderSource | FileSource,
  overlay: string,
  neighbours: readonly ImplicitPath[],
  workspace: Workspace,
  options: CompileOptions,
): BuildInput {
  const cwd = options.cwd ?? process.cwd();
  const { base } = workspace;
  const whole = isWholeWork(workspace, resolve(cwd, source.path));
  const inside = join(overlay, INPUT_FOLDER);
  const enter = (path: string) => join(inside, relative(base, resolve(cwd, path)));
  const leave = (path: string) => {
    if (!isInside(inside, path)) return path;
    const absolute = join(base, relative(inside, path));
    return isAbsolute(source.path) ? absolute : relative(cwd, absolute);
  };
  return {
    argument: whole ? overlay : `${enter(source.path)}${suffix(source)}`,
    label: source.path,
    paths: (options.paths ?? []).map(enter),
    excludePaths: [
      ...(options.excludePaths ?? []).map(enter),
      ...(whole ? neighbours.map((path) => join(overlay, IMPLICIT_FOLDER, path)) : []),
    ],
    isOverlay: true,
    show: leave,
  };
}

/**
 * The user's entries are linked, not copied; only the configuration is written anew. On the way to an input that is configured
 * by a flag (`inward`) none of its own is left, for buf would find it first.
 */
async function writeOverlay(
  overlay: string,
  workspace: Workspace,
  paths: readonly ImplicitPath[],
  inward: readonly string[],
): Promise<void> {
  const { files, hidden } = overlayConfig(workspace, INPUT_FOLDER, paths.length === 0 ? [] : [IMPLICIT_FOLDER]);
  await linkEntries(workspace.base, join(overlay, INPUT_FOLDER), hidden, inward);
  const lock = await readText(join(workspace.base, "buf.lock"));
  if (lock !== undefined && workspace.kind === "v2") await writeFile(join(overlay, "buf.lock"), lock);
  for (const [path, text] of files) await writeFile(join(overlay, path), text);
  for (const path of paths) {
    const file = join(overlay, IMPLICIT_FOLDER, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await implicitFile(path));
  }
}

async function linkEntries(
  from: string,
  to: string,
  hidden: readonly string[],
  [step, ...further]: readonly string[],
): Promise<void> {
  await mkdir(to);
  const link = (name: string) =>
    name === step
      ? linkEntries(join(from, name), join(to, name), CONFIG_FILES, further)
      : symlink(join(from, name), join(to, name));
  await Promise.all((await readdir(from)).filter((name) => !hidden.includes(name)).map(link));
}

const CONFIG_FILES = ["buf.yaml", "buf.work.yaml", "buf.lock"];

/** The folders to pass from one to another below it. */
function steps(from: string, to: string): string[] {
  return relative(from, to)
    .split(sep)
    .filter((step) => step !== "" && step !== "..");
}

function isInside(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return !path.startsWith("..") && !isAbsolute(path);
}

async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
