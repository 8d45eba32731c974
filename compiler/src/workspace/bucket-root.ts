import { isAbsolute, relative } from "node:path";

/**
 * The outermost folder that buf looks at for an input: the working folder for a relative path that stays below it, and the
 * input's own folder for any other.
 */
export function bucketRoot(path: string, folder: string, cwd: string): string {
  return isAbsolute(path) || relative(cwd, folder).startsWith("..") ? folder : cwd;
}
