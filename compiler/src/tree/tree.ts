import { CompilerError } from "../errors.ts";

/** Files in memory by their path from the root, with `/` between folders. */
export type Tree = ReadonlyMap<string, Uint8Array>;

/** Names besides `*.proto` that the compiler reads. */
const CONFIG_FILES = new Set(["buf.yaml", "buf.work.yaml", "buf.lock"]);

/** Tells whether the compiler could read a file of this path. */
export function isRelevant(path: string): boolean {
  return path.endsWith(".proto") || CONFIG_FILES.has(path.slice(path.lastIndexOf("/") + 1));
}

/** Makes a tree of texts. Throws CompilerError `text_path` for a path that leaves the root or is not normal. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return new Map(Object.entries(files).map(([path, text]) => [checkPath(path), Buffer.from(text)]));
}

function checkPath(path: string): string {
  const why = pathFault(path);
  if (why !== undefined) throw new CompilerError("text_path", { path, why });
  return path;
}

function pathFault(path: string): string | undefined {
  if (path === "") return "it is empty";
  if (path.startsWith("/")) return "it must be relative";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a path must not hold
  if (/[\u0000-\u001f\\]/.test(path)) return "it holds a control character or backslash";
  if (path.split("/").some((part) => part === "" || part === "." || part === ".."))
    return "it is not in its shortest form";
  return undefined;
}
