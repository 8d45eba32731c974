import type { DescEnum, DescExtension, DescMessage, DescService } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { type DescriptorSet, readDescriptorSet, registryOf, schemaFile } from "@postel/proto";
import { RegistryError } from "../errors.ts";
import { limits } from "./limits.ts";
import { checkPath } from "./names.ts";

/**
 * Reads an uploaded descriptor set whose `targets` are the module's own files. Throws RegistryError when it cannot be decoded, lacks an
 * import, names a thing twice or is larger than the limits.
 */
export function readSchemas(bytes: Uint8Array, targets: readonly string[]): DescriptorSet {
  const own = new Set(targets);
  const { files } = attempt(() => readDescriptorSet(bytes));
  if (files.length > limits.schemas)
    throw new RegistryError("TOO_LARGE", { what: "the number of files", size: files.length, limit: limits.schemas });
  for (const path of [...own, ...files.map((file) => file.path)]) checkPath(path);
  const set = { files: files.map((file) => schemaFile(file.path, file.bytes, !own.has(file.path))) };
  checkTargets(set, own);
  checkImports(set);
  checkTypes(set);
  return set;
}

function checkTargets({ files }: DescriptorSet, own: ReadonlySet<string>): void {
  const paths = new Set(files.map((file) => file.path));
  const absent = [...own].find((path) => !paths.has(path));
  if (own.size === 0) refuse("it names no target: give the paths of the module's own files");
  if (absent !== undefined) refuse(`target ${absent} is not among its files`);
  const odd = [...own].find((path) => !path.endsWith(".proto"));
  if (odd !== undefined) refuse(`target ${odd} does not end in .proto`);
}

/** Every import stands before the files that import it, and no file stands there twice. */
function checkImports({ files }: DescriptorSet): void {
  const seen = new Set<string>();
  for (const file of files) {
    const missing = attempt(() => file.descriptor.dependency).find((path) => !seen.has(path));
    if (missing !== undefined)
      refuse(`${file.path} imports ${missing}, which does not come before it: upload the file with all its imports`);
    if (seen.has(file.path)) refuse(`${file.path} is there twice`);
    seen.add(file.path);
  }
}

type NamedType = DescMessage | DescEnum | DescExtension | DescService;

function checkTypes(set: DescriptorSet): void {
  const registry = attempt(() => registryOf(set));
  const places = new Map<string, string>();
  for (const file of registry.files) {
    for (const type of attempt(() => [...nestedTypes(file)] as NamedType[])) {
      const other = places.get(type.typeName);
      if (other !== undefined) refuse(`${type.typeName} is defined in both ${other} and ${file.proto.name}`);
      places.set(type.typeName, file.proto.name);
      if (depthOf(type) > limits.nesting) refuse(`${type.typeName} is nested deeper than ${limits.nesting} messages`);
    }
  }
}

function depthOf(type: NamedType): number {
  const parent = "parent" in type ? type.parent : undefined;
  return parent === undefined ? 1 : depthOf(parent) + 1;
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RegistryError("INVALID_DESCRIPTOR_SET", { reason }, cause);
  }
}

function refuse(reason: string): never {
  throw new RegistryError("INVALID_DESCRIPTOR_SET", { reason });
}
