import { randomBytes } from "node:crypto";
import { checkPath } from "../../service/names.ts";
import { canonicalText } from "../canonical-text.ts";
import { bundledFiles } from "../implicit-schemas.ts";
import { type Dependency, linkSchema, OWN_PATH } from "../link-schema.ts";

/** A .proto text to compile, with the files that it may import besides those that a compiler has. */
export interface TextUnit {
  readonly text: string;
  /** Text by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The text's own path in a run that it shares; nobody else can know it. */
  readonly path: string;
  /** Characters of all of it. */
  readonly size: number;
  /** True when others may be compiled in the same run without being seen. */
  readonly mayShare: boolean;
  /** What it seems to declare, and in which file; two files that share a name fail together, though not alone. */
  readonly names: ReadonlyMap<string, string>;
}

const MOST_SHARED_SIZE = 256 * 1024;
const MOST_SHARED_FILES = 64;

/** Gathers what a text is compiled from. Throws RegistryError INVALID_PATH for a dependency that could leave its folder. */
export function textUnit(text: string, dependencies: readonly Dependency[]): TextUnit {
  for (const { path } of dependencies) checkPath(path);
  const needed = new Map(dependencies.filter(({ path }) => path !== OWN_PATH).map((each) => [each.path, each.text]));
  const files = new Map([...bundledTexts([text, ...needed.values()]), ...needed]);
  const texts = [text, ...files.values()];
  const size = texts.reduce((sum, each) => sum + each.length, 0);
  const mayShare =
    size <= MOST_SHARED_SIZE &&
    files.size <= MOST_SHARED_FILES &&
    dependencies.every(({ path }) => isPlain(path)) &&
    !texts.some((each) => NAMES_ANY.test(each));
  const path = `${randomBytes(16).toString("hex")}.proto`;
  return { text, files, path, size, mayShare, names: mayShare ? namesIn([[path, text], ...needed]) : new Map() };
}

/** A path that no other text gets from elsewhere. */
function isPlain(path: string): boolean {
  return path.endsWith(".proto") && path !== OWN_PATH && !/^(google|confluent|postel|buf)\//.test(path);
}

/** An option that writes an Any names a type by its address, which need not come from an import. */
const NAMES_ANY = /\[[^\]]*\//;

const MENTIONS_BUNDLED = /["'](google\/type|confluent)\//;
let printed: [path: string, text: string][] | undefined;

/** The texts of files that come with the registry, when one of them may be imported. */
function bundledTexts(texts: readonly string[]): readonly [path: string, text: string][] {
  if (!texts.some((each) => MENTIONS_BUNDLED.test(each))) return [];
  printed ??= [...bundledFiles()].map(([path, file]) => [path, canonicalText(linkSchema(file, []), false)]);
  return printed;
}

/** A guess that comments may mislead: a wrong one costs a run more. */
function namesIn(files: readonly (readonly [path: string, text: string])[]): Map<string, string> {
  return new Map(
    files.flatMap(([path, text]) => {
      const scope = /\bpackage\s+([\w.]+)\s*;/.exec(text)?.[1] ?? "";
      const declared = text.matchAll(/\b(?:message|enum|service)\s+(\w+)|\bextend\s+([\w.]+)/g);
      return [...declared].map(([, name, extended]): [string, string] => [
        extended === undefined ? `${scope}.${name}` : `extend ${extended}`,
        path,
      ]);
    }),
  );
}
