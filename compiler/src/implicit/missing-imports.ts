import type { Problem } from "../problem.ts";
import { IMPLICIT_PATHS, type ImplicitPath } from "./implicit-files.ts";

const MISSING = /imported file does not exist/;

/** Finds which implicit files an input lacked; `readLine` gives the text that a problem points to. */
export async function missingImports(
  problems: readonly Problem[],
  readLine: (problem: Problem) => Promise<string>,
): Promise<ImplicitPath[]> {
  const missing = new Set<ImplicitPath>();
  for (const problem of problems) {
    if (!MISSING.test(problem.message)) continue;
    const line = await readLine(problem);
    for (const path of IMPLICIT_PATHS) if (importsText(line, path)) missing.add(path);
  }
  return [...missing];
}

/** Tells whether a text names a file as an import does, in either kind of quotes. */
export function importsText(text: string | Buffer, path: string): boolean {
  return text.includes(`"${path}"`) || text.includes(`'${path}'`);
}
