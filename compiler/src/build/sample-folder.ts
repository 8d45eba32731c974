import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Up to so many .proto files count as a small module. */
export const FEW_FILES = 256;
const MOST_FOLDERS = 128;

/** Some .proto files of a folder, those nearest to it first. */
export interface FolderSample {
  readonly files: readonly string[];
  /** True when there are no others. */
  readonly isAll: boolean;
}

/** Lists .proto files below a folder, level by level, until it knows that there are many. Links are not followed. */
export async function sampleFolder(folder: string): Promise<FolderSample> {
  const files: string[] = [];
  let level = [folder];
  let folders = 1;
  let isAll = true;
  while (level.length > 0 && isAll) {
    const found = (await Promise.all(level.map(listFolder))).flat();
    files.push(...found.filter((entry) => entry.name.endsWith(".proto") && !entry.isDirectory()).map(pathOf));
    level = found.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(pathOf);
    folders += level.length;
    isAll = files.length <= FEW_FILES && folders <= MOST_FOLDERS && !found.some(isElsewhere);
  }
  return { files, isAll };
}

async function listFolder(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

function pathOf(entry: Dirent): string {
  return join(entry.parentPath, entry.name);
}

/** What other packages bring, and what links lead to, may be of any size. */
function isElsewhere(entry: Dirent): boolean {
  return entry.name === "node_modules" || entry.isSymbolicLink();
}
