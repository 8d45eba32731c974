import { isAbsolute, posix, relative, resolve } from "node:path";
import type { Source } from "@postel/compiler";

/**
 * Says a `--path` of the input as the other side knows it. buf gives both sides the same words, which fails where their
 * folders differ; here a path that the other side cannot mean is taken from the input's folder to the other's.
 */
export function pathOnOtherSide(path: string, input: Source, other: Source, cwd: string): string {
  const inner = input.kind === "folder" ? posixRelative(resolve(cwd, input.path), resolve(cwd, path)) : path;
  switch (other.kind) {
    case "folder":
      return isInside(resolve(cwd, other.path), resolve(cwd, path)) ? path : posix.join(other.path, inner);
    case "git":
    case "archive":
      return other.subdir === undefined && !isAbsolute(path) ? path : inner;
    default:
      return inner;
  }
}

function isInside(outer: string, inner: string): boolean {
  return !posixRelative(outer, inner).startsWith("..");
}

function posixRelative(from: string, to: string): string {
  return relative(from, to).replaceAll("\\", "/") || ".";
}
