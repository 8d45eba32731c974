import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { isRelevant } from "../tree/tree.ts";

/**
 * Lists the files below a folder that the compiler could read, with `/` between folders. Undefined when a link leads to a folder or such a file: the
 * compiler follows some of them, git stores none.
 */
export function listFolder(folder: string): string[] | undefined {
  const found: string[] = [];
  const open = [""];
  for (let below = open.pop(); below !== undefined; below = open.pop())
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = `${below}${entry.name}`;
      if (entry.isDirectory()) open.push(`${path}/`);
      else if (entry.isFile() && isRelevant(path)) found.push(path);
      else if (entry.isSymbolicLink() && leadsToSchemas(entry, path, join(folder, path))) return undefined;
    }
  return found;
}

function leadsToSchemas(entry: Dirent, path: string, absolute: string): boolean {
  return entry.name.endsWith(".proto") || isRelevant(path) || isFolder(absolute);
}

function isFolder(absolute: string): boolean {
  return statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true;
}
