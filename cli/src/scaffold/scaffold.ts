import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { CliError } from "../errors.ts";

/** What stands for `__name__` and the like in a template. */
export type ScaffoldValues = Readonly<Record<string, string>>;

const PLACEHOLDER = /__([a-z]+)__/g;

/**
 * Copies a template to a folder that is new or empty, with its placeholders filled in texts and file names; a file
 * called `_gitignore` becomes `.gitignore`. All files appear together or none does. Returns their paths, sorted.
 * Throws FOLDER_IN_USE or NOT_WRITABLE.
 */
export async function scaffold(template: string, folder: string, values: ScaffoldValues): Promise<string[]> {
  const files = await readTemplate(template, values);
  if ((await entriesOf(folder)).length > 0) throw new CliError("FOLDER_IN_USE", { folder });
  const beside = `${folder}.${process.pid}`;
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(beside, path)), { recursive: true });
      await writeFile(join(beside, path), text);
    }
    await rename(beside, folder);
  } catch (cause) {
    await rm(beside, { recursive: true, force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CliError("NOT_WRITABLE", { path: folder }, { why, cause });
  }
  return [...files.keys()];
}

async function readTemplate(template: string, values: ScaffoldValues): Promise<Map<string, string>> {
  const entries = await readdir(template, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.map(async (path) => {
      const target = relative(template, path)
        .split(sep)
        .join("/")
        .replace(/(^|\/)_gitignore$/, "$1.gitignore");
      return [fill(target, values), fill(await readFile(path, "utf8"), values)] as const;
    }),
  );
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Nothing else in double underscores is meant: a template says what it needs. */
function fill(text: string, values: ScaffoldValues): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new Error(`the template asks for ${whole}, which nobody gave`);
    return value;
  });
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return [folder];
    throw error;
  }
}
