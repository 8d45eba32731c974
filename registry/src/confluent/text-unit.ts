import { IMPLICIT_PATHS } from "@postel/compiler";
import { checkPath } from "../service/names.ts";
import { canonicalText } from "./canonical-text.ts";
import { bundledFiles, implicitFile } from "./implicit-schemas.ts";
import { type Dependency, linkSchema, OWN_PATH } from "./link-schema.ts";

/** A .proto file by path. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** A text to compile, with the files that it may import besides those that a compiler has. */
export interface TextUnit {
  readonly text: string;
  readonly files: readonly TextFile[];
  /** Characters of all of it. */
  readonly size: number;
  /** True when others may be compiled in the same run without being seen. */
  readonly mayShare: boolean;
  /** What it seems to declare; two that share a name fail together, though not alone. */
  readonly names: ReadonlySet<string>;
}

const MOST_SHARED_SIZE = 256 * 1024;
const MOST_SHARED_FILES = 64;

/** Gathers what a text is compiled from. Throws RegistryError INVALID_PATH for a dependency that could leave its folder. */
export function textUnit(text: string, dependencies: readonly Dependency[]): TextUnit {
  for (const { path } of dependencies) checkPath(path);
  const needed = dependencies.filter(({ path }) => path !== OWN_PATH);
  const files = [...bundledTexts([text, ...needed.map((each) => each.text)]), ...needed];
  const size = files.reduce((sum, file) => sum + file.text.length, text.length);
  const mayShare =
    size <= MOST_SHARED_SIZE &&
    files.length <= MOST_SHARED_FILES &&
    dependencies.every(({ path }) => isPlain(path)) &&
    !files.some((file) => NAMES_ANY.test(file.text)) &&
    !NAMES_ANY.test(text);
  return { text, files, size, mayShare, names: mayShare ? namesIn([{ path: "", text }, ...needed]) : new Set() };
}

/** A path that no other text gets from the compiler, and that is the text's own in no other run. */
function isPlain(path: string): boolean {
  const isGiven = implicitFile(path) !== undefined || IMPLICIT_PATHS.some((implicit) => implicit === path);
  return path.endsWith(".proto") && path !== OWN_PATH && !path.startsWith("google/protobuf/") && !isGiven;
}

/** An option that writes an Any names a type by its address, which need not come from an import. */
const NAMES_ANY = /\[[^\]]*\//;

const MENTIONS_BUNDLED = /["'](google\/type|confluent)\//;
let printed: TextFile[] | undefined;

/** The texts of files that come with the registry, when one of them may be imported. */
function bundledTexts(texts: readonly string[]): readonly TextFile[] {
  if (!texts.some((each) => MENTIONS_BUNDLED.test(each))) return [];
  printed ??= [...bundledFiles()].map(([path, file]) => ({ path, text: canonicalText(linkSchema(file, []), false) }));
  return printed;
}

/** A guess that comments may mislead: a wrong one costs a run more. Files that both have are no clash. */
function namesIn(files: readonly TextFile[]): Set<string> {
  return new Set(
    files.flatMap(({ path, text }) => {
      const scope = /^\s*package\s+([\w.]+)/m.exec(text)?.[1] ?? "";
      const declared = text.matchAll(/\b(?:message|enum|service)\s+(\w+)|\bextend\s+([\w.]+)/g);
      return [...declared].map(([, name, extended]) =>
        extended === undefined ? `${path}\0${scope}.${name}` : `${path}\0extend ${extended}`,
      );
    }),
  );
}
