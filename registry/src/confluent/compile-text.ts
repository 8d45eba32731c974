import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { withCompiler } from "../service/compilers.ts";
import { checkPath } from "../service/names.ts";
import { canonicalText } from "./canonical-text.ts";
import { ConfluentError } from "./confluent-error.ts";
import { bundledFiles } from "./implicit-schemas.ts";
import { type Dependency, linkSchema, OWN_PATH } from "./link-schema.ts";

const TIMEOUT_MILLIS = 10_000;

/**
 * Compiles .proto text among what it imports; returns the encoded file descriptor. Throws ConfluentError 42201 with the place of a mistake,
 * or RegistryError COMPILERS_BUSY.
 */
export function compileText(text: string, dependencies: readonly Dependency[]): Promise<Uint8Array> {
  return withCompiler(() => compileIn(text, dependencies));
}

async function compileIn(text: string, dependencies: readonly Dependency[]): Promise<Uint8Array> {
  const { compile } = await import("@postel/compiler");
  const folder = await mkdtemp(join(tmpdir(), "postel-schema-"));
  try {
    for (const { path, text: content } of [
      ...bundledTexts(text, dependencies),
      ...dependencies,
      { path: OWN_PATH, text },
    ]) {
      checkPath(path);
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const paths = [join(folder, OWN_PATH)];
    const compiled = await compile(
      { kind: "folder", path: folder },
      { paths, excludeSourceInfo: true, timeout: TIMEOUT_MILLIS },
    );
    if (compiled.kind === "invalid") throw invalid(compiled.problems);
    const file = compiled.set.files.find((each) => each.path === OWN_PATH);
    if (file === undefined) throw new ConfluentError(42201, { reason: "it is empty" });
    return file.bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const MENTIONS_BUNDLED = /"(google\/type|confluent)\//;
let printed: { path: string; text: string }[] | undefined;

/** The texts of files that come with the registry, when one of them may be imported. */
function bundledTexts(text: string, dependencies: readonly Dependency[]): { path: string; text: string }[] {
  const isMentioned = [text, ...dependencies.map((each) => each.text)].some((each) => MENTIONS_BUNDLED.test(each));
  if (!isMentioned) return [];
  printed ??= [...bundledFiles()].map(([path, file]) => ({ path, text: canonicalText(linkSchema(file, []), false) }));
  return printed;
}

function invalid(problems: readonly { line: number; column: number; message: string }[]): ConfluentError {
  const [first] = problems;
  const reason = first === undefined ? "it does not compile" : `${first.line}:${first.column}: ${first.message}`;
  return new ConfluentError(42201, { reason });
}
