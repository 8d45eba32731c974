import { fromBinary } from "@bufbuild/protobuf";
import { type DescriptorProto, type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { compileText } from "./compile-text.ts";
import { isConfluentError } from "./confluent-error.ts";
import { bundledFiles, implicitFile } from "./implicit-schemas.ts";
import type { Dependency } from "./link-schema.ts";
import { type SourceTextOptions, sourceText } from "./source-text.ts";

/** What a compiler says of an option or an import that nothing defines. */
const UNDEFINED = /cannot find|does not exist|unknown extension/;

/**
 * Compiles .proto text as the Confluent registry takes it: custom options that nothing defines are no mistake, nor are imports that only they
 * needed; the descriptor has neither. Maps may be written out as messages of entries, as Java clients do. Throws ConfluentError 42201.
 */
export async function compileSource(text: string, dependencies: readonly Dependency[]): Promise<FileDescriptorProto> {
  const given = { text: withMaps(text), dependencies: dependencies.map(dependencyWithMaps) };
  try {
    return await compileText(given.text, given.dependencies);
  } catch (error) {
    if (!isConfluentError(error) || !UNDEFINED.test(error.message)) throw error;
    const plain = withoutUndefined(given.text, given.dependencies);
    if (plain === undefined) throw error;
    return compileText(plain.text, plain.dependencies).catch(() => {
      throw error;
    });
  }
}

function dependencyWithMaps(dependency: Dependency): Dependency {
  return { ...dependency, text: withMaps(dependency.text) };
}

function withMaps(text: string): string {
  if (!/\bmap_entry\b/.test(text)) return text;
  try {
    return sourceText(text, { keepsMapEntries: false });
  } catch {
    return text;
  }
}

/** The same without custom options that nothing defines; undefined when there are none. */
function withoutUndefined(text: string, dependencies: readonly Dependency[]) {
  const texts = [text, ...dependencies.map((each) => each.text)];
  const paths = new Set(dependencies.map(({ path }) => path));
  const defined = extensionNames(texts, dependencies);
  const keepsOption = (name: string) => defined.has(name.split(".").at(-1) ?? "");
  const keepsImport = (path: string) => paths.has(path) || implicitFile(path) !== undefined;
  const written = (each: string, options: SourceTextOptions) => sourceText(each, options);
  try {
    if (texts.every((each) => written(each, { keepsOption }) === written(each, {}))) return undefined;
    const plainOf = (each: string) => written(each, { keepsOption, keepsImport });
    return { text: plainOf(text), dependencies: dependencies.map((each) => ({ ...each, text: plainOf(each.text) })) };
  } catch {
    return undefined;
  }
}

/** The last parts of the names of all extensions that there are; of the texts', all that could be one. */
function extensionNames(texts: readonly string[], dependencies: readonly Dependency[]): Set<string> {
  const files = dependencies.map(({ descriptor }) => fromBinary(FileDescriptorProtoSchema, descriptor));
  const compiled = [...files, ...bundledFiles().values()].flatMap(extensionsOf);
  const extended = texts.flatMap((text) =>
    [...text.matchAll(/\bextend\s[^{]*\{([^}]*)\}/g)].map(([, body = ""]) => body),
  );
  const own = extended.flatMap((body) => [...body.matchAll(/(\w+)\s*=\s*\w/g)].map(([, name = ""]) => name));
  return new Set([...compiled, ...own]);
}

function extensionsOf({ extension, ...type }: FileDescriptorProto | DescriptorProto): string[] {
  const nested = "messageType" in type ? type.messageType : type.nestedType;
  return [...extension.map(({ name }) => name), ...nested.flatMap(extensionsOf)];
}
