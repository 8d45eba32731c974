import { type Dirent, readdirSync } from "node:fs";
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
export function sampleFolder(folder: string): FolderSample {
  const files: string[] = [];
  let level = [folder];
  let folders = 1;
  let isAll = true;
  while (level.length > 0 && isAll) {
    const found = level.flatMap(listFolder);
    files.push(...found.filter((entry) => entry.name.endsWith(".proto") && !entry.isDirectory()).map(pathOf));
    level = found.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map(pathOf);
    folders += level.length;
    isAll = files.length <= FEW_FILES && folders <= MOST_FOLDERS && !found.some(isElsewhere);
  }
  return { files, isAll };
}

function listFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function pathOf(entry: Dirent): string {
  return join(entry.parentPath, entry.name);
}

/** What other packages bring, and what links lead to, may be of any size. */
function isElsewhere(entry: Dirent): boolean {
  return entry.name === "node_modules" || entry.isSymbolicLink();
}
